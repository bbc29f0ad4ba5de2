package dev.weft.sql.function;

import dev.weft.sql.type.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@code timestamp_text(ts)}: {@code yyyy-MM-dd HH:mm:ss}, and {@code .SSS} where there are
 * milliseconds. Calcite's own cast cuts these off. Texts of times have no dictionary, so only rows.
 */
final class TimestampText extends WeftFunction {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  TimestampText() {
    super(
        "timestamp_text",
        Signature.of(Signature.Parameter.TIMESTAMP),
        ReturnTypes.explicit(SqlTypeName.VARCHAR));
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    long time = ((Number) arguments[0]).longValue();
    return (time % 1000 == 0 ? SECONDS : MILLISECONDS).format(Instant.ofEpochMilli(time));
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    return null;
  }
}
