package dev.weft.sql.exec;

import dev.weft.error.QueryException;
import dev.weft.flow.IpAddress;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.SqlTypes;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.DataContext;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The type of a parameter, which brings what a client set into the class that Calcite's code and
 * Weft's translation expect. An address comes as text.
 *
 * @param countsRows whether it is the number of a LIMIT or an OFFSET
 */
public record ParameterType(String name, RelDataType type, boolean countsRows) {
  static Map<String, @Nullable Object> values(DataContext context, List<ParameterType> types) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (ParameterType p : types) {
      values.put(p.name, p.checked(p.convert(context.get(p.name))));
    }
    return values;
  }

  private @Nullable Object checked(@Nullable Object value) {
    if (countsRows && (!(value instanceof Number n) || n.longValue() < 0)) {
      throw new QueryException("LIMIT and OFFSET take a number of rows, not " + value);
    }
    return value;
  }

  private @Nullable Object convert(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return converted(value);
    } catch (NumberFormatException | DateTimeException e) {
      throw fault(value, e);
    } catch (ArithmeticException e) {
      throw new QueryException(
          "parameter %d: %s is no %s; where another type is meant, cast it, as in CAST(? AS DOUBLE)"
              .formatted(position(), value, type.getSqlTypeName()),
          e);
    }
  }

  private Object converted(Object value) {
    return switch (type.getSqlTypeName()) {
      case VARBINARY, BINARY -> address(value);
      case TINYINT -> whole(value).byteValueExact();
      case SMALLINT -> whole(value).shortValueExact();
      case INTEGER -> whole(value).intValueExact();
      case BIGINT -> whole(value).longValueExact();
      case DECIMAL, FLOAT, REAL, DOUBLE -> number(value);
      case TIMESTAMP -> milliseconds(value);
      case DATE -> days(value);
      case BOOLEAN -> value instanceof String s ? truth(s) : value;
      case CHAR, VARCHAR -> value.toString();
      default -> value;
    };
  }

  private Object address(Object value) {
    if (value instanceof byte[] bytes) {
      return new ByteString(bytes);
    }
    if (value instanceof ByteString) {
      return value;
    }
    IpAddress address = IpAddress.tryParse(value.toString());
    if (address == null) {
      throw new QueryException(
          "parameter "
              + position()
              + ": '"
              + value
              + "' is no IP address; write 192.0.2.1 or 2001:db8::1");
    }
    return Addresses.bytes(address);
  }

  /** As other databases read it. */
  private Boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "on", "1" -> true;
      case "false", "f", "no", "n", "off", "0" -> false;
      default -> throw fault(text, null);
    };
  }

  private static Object number(Object value) {
    return value instanceof String s ? new BigDecimal(s.strip()) : value;
  }

  /** A number without a fraction: Calcite's code would cut it off, and compare with the rest. */
  private static BigDecimal whole(Object value) {
    return new BigDecimal(value.toString().strip());
  }

  private Object milliseconds(Object value) {
    if (value instanceof Timestamp t) {
      return t.getTime();
    }
    if (value instanceof LocalDateTime t) {
      return t.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    if (value instanceof String s) {
      String iso = s.strip().replace(' ', 'T');
      return (iso.indexOf('T') < 0 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso))
          .toInstant(ZoneOffset.UTC)
          .toEpochMilli();
    }
    if (value instanceof Date d) {
      return d.getTime();
    }
    if (value instanceof Number) {
      return value;
    }
    throw fault(value, null);
  }

  private Object days(Object value) {
    if (value instanceof String s) {
      return (int) LocalDate.parse(s.strip()).toEpochDay();
    }
    if (value instanceof LocalDate d) {
      return (int) d.toEpochDay();
    }
    if (value instanceof java.util.Date d) {
      return (int) Math.floorDiv(d.getTime(), 86_400_000L);
    }
    return value;
  }

  private QueryException fault(Object value, @Nullable Throwable cause) {
    String message =
        "parameter %d: '%s' is no %s"
            .formatted(
                position(), value, SqlTypes.isAddress(type) ? "address" : type.getSqlTypeName());
    return cause == null ? new QueryException(message) : new QueryException(message, cause);
  }

  /** From 1, as JDBC counts; names are ?0, ?1, ... */
  private int position() {
    return Integer.parseInt(name.substring(1)) + 1;
  }
}
