package dev.weft.sql.prepare;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.util.Util;

/** Looks for sub-queries, which most plans have none of. */
final class SubQueries {
  private SubQueries() {}

  /** True where an expression of the plan holds a query. */
  static boolean in(RelNode plan) {
    try {
      plan.accept(new Finder());
      return false;
    } catch (Util.FoundOne found) {
      return true;
    }
  }

  private static final class Finder extends RelHomogeneousShuttle {
    private final RexShuttle expressions =
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery query) {
            throw Util.FoundOne.NULL;
          }
        };

    @Override
    public RelNode visit(RelNode node) {
      node.accept(expressions);
      return super.visit(node);
    }
  }
}
