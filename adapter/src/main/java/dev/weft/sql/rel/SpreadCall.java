package dev.weft.sql.rel;

import dev.weft.error.QueryException;
import dev.weft.operator.LoadBins;
import dev.weft.operator.LoadScheme;
import dev.weft.sql.function.Seconds;
import dev.weft.sql.function.Spread;
import dev.weft.sql.type.Constant;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@link Spread}: which columns of its table say what, and its bins.
 *
 * @param end position of the last millisecond of the span, or -1 where there is a {@code duration}
 * @param duration position of its length in seconds, or -1
 */
record SpreadCall(RexCall call, RelDataType table, int start, int end, int duration) {
  private static final int SECONDS = 1; // 0 is the table
  private static final int SCHEME = 2;
  private static final int FROM = 3;
  private static final int TO = 4;

  static SpreadCall of(RexCall call, RelDataType table) {
    List<String> names = table.getFieldNames();
    return new SpreadCall(
        call,
        table,
        names.indexOf(Spread.START),
        names.indexOf(Spread.END),
        names.indexOf(Spread.DURATION));
  }

  /** True where a column is shared out among the bins. */
  boolean isShared(int column) {
    return Spread.SHARED.contains(table.getFieldNames().get(column));
  }

  /** The bins, once the constants of the call are known. */
  LoadBins bins(Function<RexNode, Constant> constants) {
    List<RexNode> arguments = call.getOperands();
    Object seconds = constants.apply(arguments.get(SECONDS)).value();
    if (seconds == null) {
      throw new QueryException("spread takes a number of seconds, not NULL");
    }
    Object scheme = value(arguments, SCHEME, constants);
    Object from = value(arguments, FROM, constants);
    Object to = value(arguments, TO, constants);
    try {
      return LoadBins.between(
          scheme == null ? LoadScheme.TIME_PROPORTIONAL : LoadScheme.of(scheme.toString().strip()),
          Seconds.milliseconds("spread", seconds),
          from == null ? Long.MIN_VALUE : ((Number) from).longValue(),
          to == null ? Long.MAX_VALUE : ((Number) to).longValue());
    } catch (IllegalArgumentException e) {
      throw new QueryException("spread: " + e.getMessage(), e);
    }
  }

  private static @Nullable Object value(
      List<RexNode> arguments, int i, Function<RexNode, Constant> constants) {
    return i < arguments.size() ? constants.apply(arguments.get(i)).value() : null;
  }
}
