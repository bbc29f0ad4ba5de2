package dev.weft.sql.function;

import dev.weft.expression.Expression;
import dev.weft.sql.type.SqlTypes;
import dev.weft.sql.type.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code time_bin(ts, seconds)}: the start of the bin, counted from the Unix epoch, that holds ts.
 * The length is a positive number of whole milliseconds.
 */
final class TimeBin extends WeftFunction {
  TimeBin() {
    super(
        "time_bin",
        Signature.of(Signature.Parameter.TIMESTAMP, Signature.Parameter.NUMBER),
        binding -> SqlTypes.timestamp(binding.getTypeFactory()));
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    long time = ((Number) arguments[0]).longValue();
    return time - Math.floorMod(time, milliseconds(arguments[1]));
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Expression time = arguments.get(0).integer();
    Object seconds = arguments.get(1).known();
    return time == null || seconds == null
        ? null
        : Value.of(new Expression.FloorTo(time, milliseconds(seconds), 0));
  }

  private static long milliseconds(Object seconds) {
    return Seconds.milliseconds("time_bin", seconds);
  }
}
