package dev.weft.sql.rule;

import dev.weft.sql.function.NoNamedFiles;
import dev.weft.sql.rel.Translation;
import dev.weft.sql.rel.WeftRel;
import dev.weft.sql.rel.WeftScan;
import dev.weft.sql.rel.WeftToEnumerable;
import dev.weft.sql.translate.Execution;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.jspecify.annotations.Nullable;

/**
 * For a planner of Calcite's own, which weighs each node apart: takes the whole logical tree below
 * a node, finds what of it runs in batches as Weft's planner does, and offers it as one leaf where
 * that is all of it.
 */
public final class WeftSubtreeRule extends RelRule<WeftRuleConfig> {
  private WeftSubtreeRule(WeftRuleConfig config) {
    super(config);
  }

  /** The rule for each kind of node that may be the top of such a tree. */
  public static List<RelOptRule> all() {
    List<RelOptRule> rules = new ArrayList<>();
    for (Class<? extends RelNode> top :
        List.of(
            WeftScan.class,
            LogicalFilter.class,
            LogicalProject.class,
            LogicalAggregate.class,
            LogicalSort.class,
            LogicalUnion.class)) {
      rules.add(
          WeftRuleConfig.of(
                  "WeftSubtreeRule:" + top.getSimpleName(),
                  o -> o.operand(top).anyInputs(),
                  WeftSubtreeRule::new)
              .toRule());
    }
    return rules;
  }

  @Override
  public void onMatch(RelOptRuleCall call) {
    RelNode tree = logical(call.rel(0));
    if (tree == null) {
      return;
    }
    PlanningContext context =
        new PlanningContext(
            new Translation(
                Execution.planning(
                    tree.getCluster().getRexBuilder(), NoNamedFiles.INSTANCE, () -> {})));
    HepPlanner planner =
        new HepPlanner(
            new HepProgramBuilder()
                .addMatchOrder(HepMatchOrder.BOTTOM_UP)
                .addRuleCollection(WeftRules.BATCH)
                .build(),
            Contexts.of(context));
    planner.setRoot(tree);
    if (planner.findBestExp() instanceof WeftRel batches) {
      call.transformTo(WeftToEnumerable.of(batches));
    }
  }

  /** The tree as the converter made it; null where it reads anything but flows. */
  private static @Nullable RelNode logical(RelNode node) {
    RelNode own = node instanceof RelSubset subset ? subset.getOriginal() : node;
    if (own == null || own instanceof TableScan && !(own instanceof WeftScan)) {
      return null;
    }
    if (own instanceof WeftScan) {
      return own;
    }
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : own.getInputs()) {
      RelNode logical = logical(input);
      if (logical == null) {
        return null;
      }
      inputs.add(logical);
    }
    return inputs.isEmpty() ? null : own.copy(own.getTraitSet(), inputs);
  }
}
