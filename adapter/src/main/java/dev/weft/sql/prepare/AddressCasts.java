package dev.weft.sql.prepare;

import dev.weft.sql.function.WeftFunctions;
import dev.weft.sql.type.SqlTypes;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;

/**
 * Casts between texts and addresses that Calcite's converter adds to a plan by itself, where no
 * {@link WeftConvertlets} is asked: columns of sub-queries and of set operations.
 */
final class AddressCasts extends RelHomogeneousShuttle {
  private final RexShuttle expressions;

  private AddressCasts(RexBuilder rexBuilder) {
    this.expressions = new Casts(rexBuilder);
  }

  /** The plan with these casts as what they mean. */
  static RelNode in(RelNode plan) {
    return plan.accept(new AddressCasts(plan.getCluster().getRexBuilder()));
  }

  @Override
  public RelNode visit(RelNode node) {
    return super.visit(node).accept(expressions);
  }

  private final class Casts extends RexShuttle {
    private final RexBuilder rexBuilder;

    Casts(RexBuilder rexBuilder) {
      this.rexBuilder = rexBuilder;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      RexNode visited = super.visitCall(call);
      if (call.getKind() != SqlKind.CAST || !(visited instanceof RexCall cast)) {
        return visited;
      }
      RexNode operand = cast.operands.get(0);
      if (SqlTypes.isAddress(cast.getType()) && SqlTypes.isText(operand.getType())) {
        return rexBuilder.makeCall(cast.getType(), WeftFunctions.IP_PARSE, cast.operands);
      }
      if (SqlTypes.isText(cast.getType()) && SqlTypes.isAddress(operand.getType())) {
        return rexBuilder.makeCast(
            cast.getType(), rexBuilder.makeCall(WeftFunctions.IP_TEXT, operand));
      }
      return visited;
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      RexNode visited = super.visitSubQuery(query);
      return visited instanceof RexSubQuery q ? q.clone(q.rel.accept(AddressCasts.this)) : visited;
    }
  }
}
