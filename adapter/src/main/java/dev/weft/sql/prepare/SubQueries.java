package dev.weft.sql.prepare;

import java.util.List;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.util.Util;

/** Sub-queries, which most plans have none of; the rules are loaded only for the others. */
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

  /** Loaded when first needed. */
  static final class Rules {
    /** Sub-queries as correlated joins. */
    static final HepProgram TO_JOINS =
        Planner.program(
            HepMatchOrder.ARBITRARY,
            List.of(
                SubQueryRemoveRule.Config.FILTER.toRule(),
                SubQueryRemoveRule.Config.PROJECT.toRule(),
                SubQueryRemoveRule.Config.JOIN.toRule()));

    private Rules() {}
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
