package dev.weft.sql.translate;

import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/** What is the same for every row of a query, and what even for every execution. */
final class ConstantCheck extends RexVisitorImpl<@Nullable Void> {
  private final boolean acrossExecutions;

  private ConstantCheck(boolean acrossExecutions) {
    super(true);
    this.acrossExecutions = acrossExecutions;
  }

  /** True where no row can change the value. */
  static boolean isConstant(RexNode node) {
    return node instanceof RexLiteral
        || node instanceof RexDynamicParam
        || node instanceof RexCall && passes(node, false);
  }

  /** True where a constant has parameters or the time of day in it. */
  static boolean differsByExecution(RexNode node) {
    return !(node instanceof RexLiteral) && !passes(node, true);
  }

  /** True where a parameter stands in an expression. */
  static boolean hasParameters(RexNode node) {
    try {
      node.accept(
          new RexVisitorImpl<@Nullable Void>(true) {
            @Override
            public @Nullable Void visitDynamicParam(RexDynamicParam parameter) {
              throw Util.FoundOne.NULL;
            }
          });
      return false;
    } catch (Util.FoundOne found) {
      return true;
    }
  }

  private static boolean passes(RexNode node, boolean acrossExecutions) {
    try {
      node.accept(new ConstantCheck(acrossExecutions));
      return true;
    } catch (Util.FoundOne found) {
      return false;
    }
  }

  @Override
  public @Nullable Void visitInputRef(RexInputRef ref) {
    throw Util.FoundOne.NULL;
  }

  @Override
  public @Nullable Void visitCorrelVariable(RexCorrelVariable variable) {
    throw Util.FoundOne.NULL;
  }

  @Override
  public @Nullable Void visitFieldAccess(RexFieldAccess access) {
    throw Util.FoundOne.NULL;
  }

  @Override
  public @Nullable Void visitOver(RexOver over) {
    throw Util.FoundOne.NULL;
  }

  @Override
  public @Nullable Void visitSubQuery(RexSubQuery query) {
    throw Util.FoundOne.NULL;
  }

  @Override
  public @Nullable Void visitDynamicParam(RexDynamicParam parameter) {
    if (acrossExecutions) {
      throw Util.FoundOne.NULL;
    }
    return null;
  }

  @Override
  public @Nullable Void visitCall(RexCall call) {
    SqlOperator operator = call.getOperator();
    if (Evaluator.isVolatile(call) || acrossExecutions && operator.isDynamicFunction()) {
      throw Util.FoundOne.NULL;
    }
    return super.visitCall(call);
  }
}
