package dev.weft.sql.prepare;

import com.google.common.collect.ImmutableList;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/**
 * What Calcite's rules may ask of nodes, except for their order, which no plan here is built on.
 * The first question of any other kind costs a quarter of a second, in which code for the answers
 * is compiled; most queries ask none.
 */
final class OrderlessMetadata extends RelMetadataQuery {
  /** Estimates of many joins one above the other would grow beyond all numbers, and so no plan. */
  private static final double MOST_ROWS = 1e15;

  @Override
  public @Nullable Double getRowCount(RelNode node) {
    Double rows = super.getRowCount(node);
    return rows == null ? null : Math.min(rows, MOST_ROWS);
  }

  @Override
  public ImmutableList<RelCollation> collations(RelNode node) {
    return ImmutableList.of();
  }
}
