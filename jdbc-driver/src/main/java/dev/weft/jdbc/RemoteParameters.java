package dev.weft.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.remote.TypedValue;
import org.apache.calcite.avatica.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Values of parameters as they are sent. */
final class RemoteParameters {
  private RemoteParameters() {}

  /**
   * @throws SQLException if one is not set
   */
  static List<@Nullable Object> of(List<TypedValue> values) throws SQLException {
    List<@Nullable Object> parameters = new ArrayList<>();
    for (TypedValue value : values) {
      if (value == null) {
        throw new SQLException(
            "Parameter " + (parameters.size() + 1) + " is not set", SqlStates.PARAMETER);
      }
      parameters.add(of(value));
    }
    return parameters;
  }

  private static @Nullable Object of(TypedValue typed) {
    Object value = typed.toLocal();
    if (value == null) {
      return null;
    }
    return switch (typed.type) {
      case JAVA_SQL_DATE -> LocalDate.ofEpochDay(((Number) value).longValue());
      case JAVA_SQL_TIME ->
          LocalTime.ofNanoOfDay(
              Math.floorMod(((Number) value).longValue(), 86_400_000L) * 1_000_000);
      case JAVA_SQL_TIMESTAMP, JAVA_UTIL_DATE ->
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(((Number) value).longValue(), 1000L),
              (int) Math.floorMod(((Number) value).longValue(), 1000L) * 1_000_000,
              ZoneOffset.UTC);
      default -> plain(value);
    };
  }

  private static Object plain(Object value) {
    if (value instanceof ByteString bytes) {
      return bytes.getBytes();
    } else if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    } else if (value instanceof Character) {
      return value.toString();
    }
    return value;
  }
}
