package dev.weft.jdbc;

import dev.weft.flow.IpAddress;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code getObject(column, Class)}: a value as a class of the user's choice. */
final class ColumnValues {
  @FunctionalInterface
  private interface Getter<T> {
    @Nullable T get(WeftResultSet rows, int column) throws SQLException;
  }

  private static final Map<Class<?>, Getter<?>> GETTERS = new HashMap<>();

  static {
    GETTERS.put(Object.class, WeftResultSet::getObject);
    GETTERS.put(String.class, WeftResultSet::getString);
    GETTERS.put(Boolean.class, WeftResultSet::getBoolean);
    GETTERS.put(Byte.class, WeftResultSet::getByte);
    GETTERS.put(Short.class, WeftResultSet::getShort);
    GETTERS.put(Integer.class, WeftResultSet::getInt);
    GETTERS.put(Long.class, WeftResultSet::getLong);
    GETTERS.put(Float.class, WeftResultSet::getFloat);
    GETTERS.put(Double.class, WeftResultSet::getDouble);
    GETTERS.put(BigDecimal.class, WeftResultSet::getBigDecimal);
    GETTERS.put(BigInteger.class, ColumnValues::bigInteger);
    GETTERS.put(byte[].class, WeftResultSet::getBytes);
    GETTERS.put(Timestamp.class, WeftResultSet::getTimestamp);
    GETTERS.put(java.util.Date.class, WeftResultSet::getTimestamp);
    GETTERS.put(Date.class, WeftResultSet::getDate);
    GETTERS.put(Time.class, WeftResultSet::getTime);
    GETTERS.put(LocalDateTime.class, clock("LocalDateTime", c -> c));
    GETTERS.put(LocalDate.class, clock("LocalDate", LocalDateTime::toLocalDate));
    GETTERS.put(LocalTime.class, clock("LocalTime", LocalDateTime::toLocalTime));
    GETTERS.put(Instant.class, clock("Instant", c -> c.toInstant(ZoneOffset.UTC)));
    GETTERS.put(OffsetDateTime.class, clock("OffsetDateTime", c -> c.atOffset(ZoneOffset.UTC)));
    GETTERS.put(InetAddress.class, ColumnValues::address);
    GETTERS.put(Inet4Address.class, ColumnValues::address);
    GETTERS.put(Inet6Address.class, ColumnValues::address);
  }

  private ColumnValues() {}

  /** The value of the current row, null for NULL. */
  static <T> @Nullable T as(Class<T> type, WeftResultSet rows, int column) throws SQLException {
    Getter<?> getter = GETTERS.get(type);
    if (getter == null) {
      throw rows.unreadable(column, type.getName());
    }
    if (rows.getObject(column) == null) {
      return null;
    }
    Object value = getter.get(rows, column);
    if (value != null && !type.isInstance(value)) {
      throw rows.unreadable(column, type.getSimpleName()); // an IPv6 address as Inet4Address
    }
    return type.cast(value);
  }

  private static Getter<Object> clock(String wanted, Function<LocalDateTime, Object> part) {
    return (rows, column) -> {
      LocalDateTime clock = rows.clock(column, wanted);
      return clock == null ? null : part.apply(clock);
    };
  }

  private static @Nullable BigInteger bigInteger(WeftResultSet rows, int column)
      throws SQLException {
    BigDecimal number = rows.getBigDecimal(column);
    return number == null ? null : number.toBigInteger();
  }

  private static @Nullable InetAddress address(WeftResultSet rows, int column) throws SQLException {
    String text = rows.getString(column);
    if (text == null || IpAddress.tryParse(text) == null) { // a name must not reach a resolver
      throw rows.unreadable(column, "InetAddress");
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw rows.unreadable(column, "InetAddress");
    }
  }
}
