package dev.weft.sql.prepare;

import com.google.common.collect.ImmutableList;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/**
 * What Calcite's rules may ask of nodes, except for their order, which no plan here is built on.
 * The first question of any other kind costs a quarter of a second, in which code for the answers
 * is compiled; most queries ask none.
 */
final class OrderlessMetadata extends RelMetadataQuery {
  @Override
  public ImmutableList<RelCollation> collations(RelNode node) {
    return ImmutableList.of();
  }
}
