package dev.weft.jdbc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code setObject} with a type: JDBC's table B-5 of what becomes what. A number keeps its fraction
 * whatever type is named, for one that is cut off unasked is a wrong answer.
 */
final class ParameterConversions {
  /** Where no scale is given. */
  static final int ANY_SCALE = -1;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]", Locale.ROOT);

  private ParameterConversions() {}

  /**
   * A value as what a type of {@link Types} holds.
   *
   * @param scale digits after the point of a DECIMAL, {@link #ANY_SCALE} for as many as it has
   * @throws SQLException if JDBC knows no such conversion, or the value has none
   */
  static Object convert(Object value, int type, int scale) throws SQLException {
    try {
      Object converted =
          switch (type) {
            case Types.BOOLEAN, Types.BIT -> truth(value);
            case Types.TINYINT,
                Types.SMALLINT,
                Types.INTEGER,
                Types.BIGINT,
                Types.REAL,
                Types.FLOAT,
                Types.DOUBLE ->
                number(value);
            case Types.DECIMAL, Types.NUMERIC -> scaled(number(value), scale);
            case Types.CHAR,
                Types.VARCHAR,
                Types.LONGVARCHAR,
                Types.NCHAR,
                Types.NVARCHAR,
                Types.LONGNVARCHAR ->
                text(value);
            case Types.DATE -> day(value);
            case Types.TIME -> timeOfDay(value);
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> clock(value);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY ->
                value instanceof byte[] ? value : null;
            case Types.OTHER, Types.JAVA_OBJECT, Types.NULL -> value;
            default ->
                throw new SQLFeatureNotSupportedException(
                    "There are no parameters of the type " + name(type), SqlStates.NOT_SUPPORTED);
          };
      if (converted != null) {
        return converted;
      }
    } catch (NumberFormatException | DateTimeException e) {
      throw new SQLException("'" + value + "' is no " + name(type), SqlStates.INVALID_VALUE, e);
    }
    throw new SQLException(
        "A " + value.getClass().getName() + " can't be made a " + name(type),
        SqlStates.INVALID_VALUE);
  }

  private static String name(int type) {
    try {
      return java.sql.JDBCType.valueOf(type).getName();
    } catch (IllegalArgumentException e) {
      return "number " + type;
    }
  }

  private static @Nullable Object truth(Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).signum() != 0;
    }
    return value instanceof Boolean || value instanceof CharSequence ? value : null;
  }

  private static @Nullable Number number(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    } else if (value instanceof CharSequence || value instanceof Character) {
      return new BigDecimal(value.toString().strip());
    }
    return value instanceof Number number ? number : null;
  }

  private static @Nullable Number scaled(@Nullable Number number, int scale) {
    return number == null || scale < 0
        ? number
        : new BigDecimal(number.toString()).setScale(scale, RoundingMode.HALF_UP);
  }

  private static Object text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    } else if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    LocalDateTime clock = value instanceof Date || value instanceof Time ? null : clockOf(value);
    if (clock != null) {
      return clock.getNano() == 0
          ? clock.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT))
          : clock.format(CLOCK);
    } else if (value instanceof Date || value instanceof Time) {
      return value.toString();
    }
    return value instanceof LocalDate || value instanceof LocalTime ? value.toString() : value;
  }

  private static @Nullable Object day(Object value) {
    if (value instanceof Date || value instanceof LocalDate) {
      return value;
    } else if (value instanceof CharSequence) {
      return LocalDate.parse(value.toString().strip());
    }
    LocalDateTime clock = clockOf(value);
    return clock == null ? null : clock.toLocalDate();
  }

  private static @Nullable Object timeOfDay(Object value) {
    if (value instanceof Time || value instanceof LocalTime) {
      return value;
    } else if (value instanceof CharSequence) {
      return LocalTime.parse(value.toString().strip());
    }
    LocalDateTime clock = clockOf(value);
    return clock == null ? null : clock.toLocalTime();
  }

  private static @Nullable Object clock(Object value) {
    if (value instanceof Date || value instanceof LocalDate || value instanceof CharSequence) {
      return value; // a day is its first moment; text is read where the parameter's type is known
    }
    return clockOf(value);
  }

  /** Of what has a date and a time; null for anything else. */
  private static @Nullable LocalDateTime clockOf(Object value) {
    if (value instanceof LocalDateTime clock) {
      return clock;
    } else if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime();
    } else if (value instanceof Date || value instanceof Time) {
      return null;
    } else if (value instanceof java.util.Date date) {
      return new Timestamp(date.getTime()).toLocalDateTime();
    } else if (value instanceof Calendar calendar) {
      return new Timestamp(calendar.getTimeInMillis()).toLocalDateTime();
    }
    Instant instant =
        value instanceof Instant i
            ? i
            : value instanceof OffsetDateTime o
                ? o.toInstant()
                : value instanceof ZonedDateTime z ? z.toInstant() : null;
    return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
