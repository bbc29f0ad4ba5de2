package dev.weft.sql.prepare;

import dev.weft.error.QueryException;
import dev.weft.sql.rel.WeftRel;
import java.util.Locale;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.Sample;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;

/**
 * Says in SQL's words what of a plan neither batches nor generated code can run. Calcite would find
 * out too, but tells it by dumping the plan.
 */
final class Unrunnable extends RexShuttle {
  private static final Unrunnable EXPRESSIONS = new Unrunnable();

  private Unrunnable() {}

  /**
   * @throws QueryException where the plan holds what nothing here runs
   */
  static void refuse(RelNode plan) {
    if (plan instanceof WeftRel) {
      return;
    }
    if (plan instanceof Sample) {
      throw no("TABLESAMPLE");
    }
    if (plan instanceof Match) {
      throw no("MATCH_RECOGNIZE");
    }
    if (plan instanceof RepeatUnion) {
      throw no("WITH RECURSIVE");
    }
    if (plan instanceof Aggregate aggregate) {
      for (AggregateCall call : aggregate.getAggCallList()) {
        refuse(call.getAggregation(), false);
      }
    }
    if (plan instanceof Window window) {
      for (Window.Group group : window.groups) {
        for (Window.RexWinAggCall call : group.aggCalls) {
          refuse((SqlAggFunction) call.getOperator(), true);
        }
      }
    } else if (!(plan instanceof TableFunctionScan)) {
      plan.accept(EXPRESSIONS);
    }
    plan.getInputs().forEach(Unrunnable::refuse);
  }

  /**
   * Before distinct values are told apart by a grouping of their own, in which nothing else is left
   * to order them by.
   *
   * @throws QueryException where an aggregate of distinct values is ordered by something else
   */
  static void refuseForeignOrder(RelNode plan) {
    if (plan instanceof Aggregate aggregate && !(plan instanceof WeftRel)) {
      for (AggregateCall call : aggregate.getAggCallList()) {
        if (call.isDistinct() && !call.getArgList().containsAll(call.getCollation().getKeys())) {
          throw new QueryException(
              "%s(DISTINCT x) can be ordered by x only".formatted(call.getAggregation().getName()));
        }
      }
    }
    plan.getInputs().forEach(Unrunnable::refuseForeignOrder);
  }

  @Override
  public RexNode visitOver(RexOver over) {
    refuse(over.getAggOperator(), true);
    return super.visitOver(over);
  }

  @Override
  public RexNode visitCall(RexCall call) {
    if (call.getKind() != SqlKind.CASE
        && call.getKind() != SqlKind.SEARCH
        && RexImpTable.INSTANCE.get(call.getOperator()) == null) {
      throw no(call.getOperator().getName().replace("$", ""));
    }
    return super.visitCall(call);
  }

  private static void refuse(SqlAggFunction function, boolean windowed) {
    if (RexImpTable.INSTANCE.get(function, windowed) == null) {
      throw no(function.getName() + (windowed ? " OVER" : ""));
    }
  }

  private static QueryException no(String what) {
    return new QueryException("Weft can't run " + what.toUpperCase(Locale.ROOT));
  }
}
