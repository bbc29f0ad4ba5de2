package dev.weft.sql.rule;

import dev.weft.sql.rel.Fragment;
import dev.weft.sql.rel.Translation;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of one statement share: the translation that tells whether a node can run in
 * batches.
 */
public record PlanningContext(Translation translation) {
  static @Nullable Fragment fragment(RelOptRuleCall call, RelNode node) {
    return of(call).translation().fragment(node);
  }

  static boolean isTranslatable(RelOptRuleCall call, RexNode node, Fragment input) {
    return of(call).translation().isTranslatable(node, input);
  }

  static boolean areTranslatable(
      RelOptRuleCall call, List<? extends RexNode> nodes, Fragment input) {
    return nodes.stream().allMatch(n -> isTranslatable(call, n, input));
  }

  /** Replaces the rule's node where the new one has a plan. */
  static void replace(RelOptRuleCall call, RelNode node) {
    if (fragment(call, node) != null) {
      call.transformTo(node);
    }
  }

  private static PlanningContext of(RelOptRuleCall call) {
    return call.getPlanner().getContext().unwrapOrThrow(PlanningContext.class);
  }
}
