package dev.weft.sql.translate;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateCall;
import dev.weft.operator.Plan.AggregateFunction;
import dev.weft.sql.type.Dictionary;
import dev.weft.sql.type.Value;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** Calcite's aggregate calls to those of a plan. */
public final class AggregateTranslator {
  private AggregateTranslator() {}

  /**
   * A translated call.
   *
   * @param dictionary of a text result
   * @param divisor of an average of scaled numbers; 1 for everything else
   */
  public record Result(AggregateCall call, @Nullable Dictionary dictionary, long divisor) {
    /** The SQL value, from the output of the call. */
    public Value finish(Input output) {
      return divisor == 1
          ? new Value(output, dictionary)
          : Value.of(new Arithmetic(ArithmeticOperator.DIVIDE, output, new DoubleLiteral(divisor)));
    }
  }

  /** Null where the call has no vectorised form. */
  public static @Nullable Result translate(
      org.apache.calcite.rel.core.AggregateCall call, List<Value> inputs, List<RelDataType> types) {
    if (call.getArgList().size() > 1
        || call.distinctKeys != null
        || call.ignoreNulls()
        || !call.collation.getFieldCollations().isEmpty()) {
      return null;
    }
    Expression filter = call.filterArg < 0 ? null : inputs.get(call.filterArg).expression();
    if (call.getArgList().isEmpty()) {
      return call.getAggregation().getKind() == SqlKind.COUNT
          ? plain(AggregateFunction.COUNT, null, filter)
          : null;
    }
    int position = call.getArgList().get(0);
    return translate(call, inputs.get(position), types.get(position), filter);
  }

  private static @Nullable Result translate(
      org.apache.calcite.rel.core.AggregateCall call,
      Value argument,
      RelDataType type,
      @Nullable Expression filter) {
    Expression x = argument.expression();
    boolean number = Numbers.isExact(type) || Numbers.isDouble(type);
    return switch (call.getAggregation().getKind()) {
      case COUNT -> {
        if (!call.isDistinct()) {
          yield plain(AggregateFunction.COUNT, x.nullable() ? x : null, filter);
        }
        yield plain(
            call.isApproximate()
                ? AggregateFunction.APPROX_COUNT_DISTINCT
                : AggregateFunction.COUNT_DISTINCT,
            x,
            filter);
      }
      case SUM -> number && !call.isDistinct() ? plain(AggregateFunction.SUM, x, filter) : null;
      case SUM0 -> number && !call.isDistinct() ? plain(AggregateFunction.SUM0, x, filter) : null;
      case AVG ->
          number && !call.isDistinct() && Numbers.isDouble(call.getType())
              ? new Result(
                  new AggregateCall(AggregateFunction.AVG, x, filter),
                  null,
                  x.kind() == ValueKind.DOUBLE ? 1 : Numbers.power(Numbers.scale(type)))
              : null;
      case MIN, ANY_VALUE -> extreme(AggregateFunction.MIN, argument, filter);
      case MAX -> extreme(AggregateFunction.MAX, argument, filter);
      default -> null;
    };
  }

  private static Result plain(
      AggregateFunction function, @Nullable Expression argument, @Nullable Expression filter) {
    return new Result(new AggregateCall(function, argument, filter), null, 1);
  }

  private static Result extreme(
      AggregateFunction function, Value argument, @Nullable Expression filter) {
    Value sortable = argument.sortable();
    return new Result(
        new AggregateCall(function, sortable.expression(), filter), sortable.dictionary(), 1);
  }
}
