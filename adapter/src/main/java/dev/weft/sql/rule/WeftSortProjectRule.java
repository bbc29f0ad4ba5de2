package dev.weft.sql.rule;

import dev.weft.sql.rel.WeftProject;
import dev.weft.sql.rel.WeftRel;
import dev.weft.sql.rel.WeftSort;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mappings;
import org.jspecify.annotations.Nullable;

/**
 * Sorts and limits below a projection that stays with Calcite, so that it is computed for the rows
 * of the answer only.
 */
final class WeftSortProjectRule extends RelRule<WeftRuleConfig> {
  static final WeftRuleConfig CONFIG =
      WeftRuleConfig.of(
          "WeftSortProjectRule",
          o ->
              o.operand(LogicalSort.class)
                  .oneInput(
                      p ->
                          p.operand(LogicalProject.class)
                              .predicate(x -> !x.containsOver())
                              .oneInput(i -> i.operand(WeftRel.class).anyInputs())),
          WeftSortProjectRule::new);

  private WeftSortProjectRule(WeftRuleConfig config) {
    super(config);
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    LogicalSort sort = call.rel(0);
    LogicalProject project = call.rel(1);
    RelNode input = call.rel(2);
    RelCollation below = below(sort.getCollation(), project);
    if (below == null) {
      return;
    }
    ImmutableBitSet used = RelOptUtil.InputFinder.bits(project.getProjects(), null);
    for (RelFieldCollation key : below.getFieldCollations()) {
      used = used.set(key.getFieldIndex());
    }
    Mappings.TargetMapping mapping =
        Mappings.target(used::indexOf, input.getRowType().getFieldCount(), used.cardinality());
    WeftSort sorted =
        new WeftSort(
            sort.getCluster(),
            columns(input, used),
            RexUtil.apply(mapping, below),
            sort.offset,
            sort.fetch);
    if (used.isEmpty() || PlanningContext.fragment(call, sorted) == null) {
      return;
    }
    call.transformTo(
        LogicalProject.create(
            sorted,
            project.getHints(),
            RexUtil.apply(mapping, project.getProjects()),
            project.getRowType(),
            project.getVariablesSet()));
  }

  /** The order by columns below the projection; null where it is one by computed values. */
  private static @Nullable RelCollation below(RelCollation above, LogicalProject project) {
    List<RelFieldCollation> keys = new ArrayList<>();
    for (RelFieldCollation key : above.getFieldCollations()) {
      if (!(project.getProjects().get(key.getFieldIndex()) instanceof RexInputRef ref)) {
        return null;
      }
      keys.add(key.withFieldIndex(ref.getIndex()));
    }
    return RelCollations.of(keys);
  }

  private static RelNode columns(RelNode input, ImmutableBitSet used) {
    RexBuilder rexBuilder = input.getCluster().getRexBuilder();
    List<RexNode> refs = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : used) {
      refs.add(rexBuilder.makeInputRef(input, column));
      names.add(input.getRowType().getFieldNames().get(column));
    }
    RelDataType row = RexUtil.createStructType(rexBuilder.getTypeFactory(), refs, names, null);
    return new WeftProject(input.getCluster(), input, refs, row);
  }
}
