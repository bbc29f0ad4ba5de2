package dev.weft.sql.prepare;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Makes expressions for as long as the planning that wants them is to go on, and not too large
 * ones: what shares its parts takes little memory, but the time of all of them.
 */
final class StoppableExpressions extends RexBuilder {
  private static final long MOST_NODES = 500_000;

  StoppableExpressions() {
    super(FrontEnd.TYPES);
  }

  @Override
  public RexNode makeCall(
      SqlParserPos place, RelDataType type, SqlOperator operator, List<RexNode> operands) {
    check(operands);
    return super.makeCall(place, type, operator, operands);
  }

  @Override
  public RexNode makeCall(
      SqlParserPos place, SqlOperator operator, List<? extends RexNode> operands) {
    check(operands);
    return super.makeCall(place, operator, operands);
  }

  @Override
  public RexInputRef makeInputRef(RelDataType type, int index) {
    Planning.check();
    return super.makeInputRef(type, index);
  }

  private static void check(List<? extends RexNode> operands) {
    Planning.check();
    long nodes = 0;
    for (RexNode operand : operands) {
      nodes += operand.nodeCount();
    }
    if (nodes > MOST_NODES) {
      throw StatementLimit.tooLarge();
    }
  }
}
