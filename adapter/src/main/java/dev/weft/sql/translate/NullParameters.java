package dev.weft.sql.translate;

import org.apache.calcite.DataContext;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** What parameters that are NULL make of the expressions around them. */
final class NullParameters {
  private NullParameters() {}

  /** True where a parameter is NULL, and with it the whole call, whatever else stands in it. */
  static boolean make(RexCall call, Execution execution) {
    if (Strong.policy(call) != Strong.Policy.ANY) {
      return false;
    }
    for (RexNode operand : call.operands) {
      if (operand instanceof RexDynamicParam parameter
          ? isNull(parameter, execution.context())
          : operand instanceof RexCall inner
              && ConstantCheck.hasParameters(inner)
              && make(inner, execution)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNull(RexDynamicParam parameter, @Nullable DataContext context) {
    return context != null && context.get(parameter.getName()) == null;
  }

  /**
   * True where an expression could be NULL only by its parameters, and those of this execution are
   * not.
   */
  static boolean areNone(RexNode node, Execution execution) {
    if (!node.getType().isNullable()) {
      return true;
    }
    if (node instanceof RexDynamicParam parameter) {
      return execution.isPlanning() || !isNull(parameter, execution.context());
    }
    return !(node instanceof RexLiteral)
        && node instanceof RexCall call
        && Strong.policy(call) == Strong.Policy.ANY
        && call.operands.stream().allMatch(operand -> areNone(operand, execution));
  }
}
