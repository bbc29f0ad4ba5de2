package dev.weft.sql.rel;

import dev.weft.expression.Expression;
import dev.weft.operator.Plan;
import dev.weft.sql.translate.Predicates;
import dev.weft.sql.type.Value;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Rows for which a condition is true; directly above a scan it becomes the scan's own. */
public final class WeftFilter extends Filter implements WeftRel {
  public WeftFilter(RelOptCluster cluster, RelNode input, RexNode condition) {
    super(cluster, cluster.traitSetOf(CONVENTION), input, condition);
  }

  @Override
  public WeftFilter copy(RelTraitSet traits, RelNode input, RexNode condition) {
    return new WeftFilter(getCluster(), input, condition);
  }

  @Override
  public @Nullable Fragment translate(Translation translation) {
    Fragment from = translation.fragment(getInput());
    Value condition = from == null ? null : translation.value(getCondition(), from.values());
    if (from == null || condition == null) {
      return null;
    }
    Expression test = condition.expression();
    Plan plan =
        from.plan() instanceof Plan.Scan scan
            ? new Plan.Scan(
                scan.store(), Predicates.and(scan.predicate(), Predicates.of(test)), scan.columns())
            : new Plan.Filter(from.plan(), test);
    return new Fragment(plan, from.values());
  }
}
