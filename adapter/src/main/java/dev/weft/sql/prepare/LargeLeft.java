package dev.weft.sql.prepare;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.rules.JoinCommuteRule;

/**
 * Puts the larger input of an inner join to the left: Calcite's joins hold the right one in memory
 * and let the left one stream by.
 */
final class LargeLeft {
  private LargeLeft() {}

  static RelNode in(RelNode node) {
    List<RelNode> inputs = new ArrayList<>();
    node.getInputs().forEach(i -> inputs.add(in(i)));
    RelNode own = inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    if (own instanceof LogicalJoin join && join.getJoinType() == JoinRelType.INNER) {
      RelMetadataQuery mq = own.getCluster().getMetadataQuery();
      Double left = mq.getRowCount(join.getLeft());
      Double right = mq.getRowCount(join.getRight());
      if (left != null && right != null && left < right) {
        RelNode swapped =
            JoinCommuteRule.swap(
                join, false, RelFactories.LOGICAL_BUILDER.create(own.getCluster(), null));
        return swapped == null ? own : swapped;
      }
    }
    return own;
  }
}
