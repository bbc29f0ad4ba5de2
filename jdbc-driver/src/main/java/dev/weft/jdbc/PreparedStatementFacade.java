package dev.weft.jdbc;

import dev.weft.jdbc.ParameterSlots.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement. Times are UTC wall clocks: {@code LocalDateTime} as it stands, {@link
 * Timestamp} as its {@code toString} shows it (or by the given calendar), {@code Instant} and times
 * with an offset by their instant; a date that is set where a time is asked is its first moment. An
 * address is set by {@code setString} or as an {@link InetAddress}.
 */
final class PreparedStatementFacade extends StatementFacade<PreparedStatement> {
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  private final ParameterSlots slots;

  PreparedStatementFacade(PreparedStatement delegate, ConnectionFacade connection)
      throws SQLException {
    super(PreparedStatement.class, delegate, connection);
    slots = new ParameterSlots(delegate.getParameterMetaData());
  }

  public ResultSet executeQuery() throws SQLException {
    checkOpen();
    slots.checkSet();
    return query(delegate::executeQuery);
  }

  public boolean execute() throws SQLException {
    executeQuery();
    return true;
  }

  public int executeUpdate() throws SQLException {
    throw Failures.unsupported("executeUpdate");
  }

  public long executeLargeUpdate() throws SQLException {
    throw Failures.unsupported("executeLargeUpdate");
  }

  public void addBatch() throws SQLException {
    throw Failures.unsupported("addBatch");
  }

  public ResultSetMetaData getMetaData() throws SQLException {
    return new ColumnsFacade(delegate.getMetaData()).proxy();
  }

  public void clearParameters() throws SQLException {
    checkOpen();
    slots.clear();
    delegate.clearParameters();
  }

  public void setBoolean(int index, boolean value) throws SQLException {
    slots.take(index, Kind.TRUTH);
    delegate.setBoolean(index, value);
  }

  public void setByte(int index, byte value) throws SQLException {
    slots.take(index, Kind.NUMBER);
    delegate.setByte(index, value);
  }

  public void setShort(int index, short value) throws SQLException {
    slots.take(index, Kind.NUMBER);
    delegate.setShort(index, value);
  }

  public void setInt(int index, int value) throws SQLException {
    slots.take(index, Kind.NUMBER);
    delegate.setInt(index, value);
  }

  public void setLong(int index, long value) throws SQLException {
    slots.take(index, Kind.NUMBER);
    delegate.setLong(index, value);
  }

  public void setFloat(int index, float value) throws SQLException {
    slots.take(index, Kind.NUMBER);
    delegate.setFloat(index, value);
  }

  public void setDouble(int index, double value) throws SQLException {
    slots.take(index, Kind.NUMBER);
    delegate.setDouble(index, value);
  }

  public void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
    if (value == null) {
      setNull(index, Types.DECIMAL);
    } else {
      slots.take(index, Kind.NUMBER);
      delegate.setBigDecimal(index, value);
    }
  }

  public void setString(int index, @Nullable String value) throws SQLException {
    if (value == null) {
      setNull(index, Types.VARCHAR);
    } else {
      slots.take(index, Kind.TEXT);
      delegate.setString(index, value);
    }
  }

  public void setNString(int index, @Nullable String value) throws SQLException {
    setString(index, value);
  }

  public void setBytes(int index, byte @Nullable [] value) throws SQLException {
    if (value == null) {
      setNull(index, Types.VARBINARY);
    } else {
      slots.take(index, Kind.BYTES);
      delegate.setBytes(index, value);
    }
  }

  public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
    setClock(index, value == null ? null : value.toLocalDateTime());
  }

  public void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    setClock(
        index, value == null ? null : LocalDateTime.ofInstant(value.toInstant(), zone(calendar)));
  }

  public void setDate(int index, @Nullable Date value) throws SQLException {
    setDay(index, value == null ? null : value.toLocalDate());
  }

  public void setDate(int index, @Nullable Date value, @Nullable Calendar calendar)
      throws SQLException {
    setDay(
        index,
        value == null
            ? null
            : LocalDate.ofInstant(Instant.ofEpochMilli(value.getTime()), zone(calendar)));
  }

  public void setTime(int index, @Nullable Time value) throws SQLException {
    setTimeOfDay(index, value == null ? null : value.toLocalTime());
  }

  public void setNull(int index, int type) throws SQLException {
    slots.takeNull(index);
    delegate.setNull(index, type);
  }

  public void setNull(int index, int type, String typeName) throws SQLException {
    setNull(index, type);
  }

  public void setObject(int index, @Nullable Object value) throws SQLException {
    if (value == null) {
      setNull(index, Types.NULL);
    } else if (value instanceof CharSequence || value instanceof Character) {
      setString(index, value.toString());
    } else if (value instanceof InetAddress address) {
      setString(index, withoutScope(address.getHostAddress()));
    } else if (value instanceof Timestamp timestamp) {
      setTimestamp(index, timestamp);
    } else if (value instanceof Date date) {
      setDate(index, date);
    } else if (value instanceof Time time) {
      setTime(index, time);
    } else if (value instanceof java.util.Date date) {
      setTimestamp(index, new Timestamp(date.getTime()));
    } else if (value instanceof Calendar calendar) {
      setTimestamp(index, new Timestamp(calendar.getTimeInMillis()));
    } else if (value instanceof LocalDateTime clock) {
      setClock(index, clock);
    } else if (value instanceof LocalDate day) {
      setDay(index, day);
    } else if (value instanceof LocalTime time) {
      setTimeOfDay(index, time);
    } else if (value instanceof Instant instant) {
      setClock(index, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof OffsetDateTime time) {
      setObject(index, time.toInstant());
    } else if (value instanceof ZonedDateTime time) {
      setObject(index, time.toInstant());
    } else if (value instanceof BigInteger number) {
      setBigDecimal(index, new BigDecimal(number));
    } else if (value instanceof Number) {
      slots.take(index, Kind.NUMBER);
      delegate.setObject(index, value);
    } else if (value instanceof Boolean truth) {
      setBoolean(index, truth);
    } else if (value instanceof byte[] bytes) {
      setBytes(index, bytes);
    } else {
      throw new SQLException(
          "Parameter " + index + ": a " + value.getClass().getName() + " can't be a parameter",
          SqlStates.INVALID_VALUE);
    }
  }

  public void setObject(int index, @Nullable Object value, int type) throws SQLException {
    setObject(index, value, type, ParameterConversions.ANY_SCALE);
  }

  /** Made what the type says first; then the parameter judges whether it takes that. */
  public void setObject(int index, @Nullable Object value, int type, int scale)
      throws SQLException {
    setObject(index, value == null ? null : ParameterConversions.convert(value, type, scale));
  }

  public void setObject(int index, @Nullable Object value, SQLType type) throws SQLException {
    Integer number = type.getVendorTypeNumber();
    setObject(index, value, number == null ? Types.OTHER : number);
  }

  public void setObject(int index, @Nullable Object value, SQLType type, int scale)
      throws SQLException {
    Integer number = type.getVendorTypeNumber();
    setObject(index, value, number == null ? Types.OTHER : number, scale);
  }

  private void setClock(int index, @Nullable LocalDateTime clock) throws SQLException {
    if (clock == null) {
      setNull(index, Types.TIMESTAMP);
    } else if (slots.kind(index) == Kind.DAY && clock.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      setDay(index, clock.toLocalDate());
    } else {
      slots.take(index, Kind.CLOCK);
      delegate.setTimestamp(
          index, Timestamp.from(clock.toInstant(ZoneOffset.UTC)), Calendar.getInstance(UTC));
    }
  }

  private void setDay(int index, @Nullable LocalDate day) throws SQLException {
    if (day == null) {
      setNull(index, Types.DATE);
    } else if (slots.kind(index) == Kind.CLOCK) {
      setClock(index, day.atStartOfDay());
    } else {
      slots.take(index, Kind.DAY);
      long millis = day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      delegate.setDate(index, new Date(millis), Calendar.getInstance(UTC));
    }
  }

  private void setTimeOfDay(int index, @Nullable LocalTime time) throws SQLException {
    if (time == null) {
      setNull(index, Types.TIME);
    } else {
      slots.take(index, Kind.TIME);
      delegate.setTime(index, new Time(time.toNanoOfDay() / 1_000_000), Calendar.getInstance(UTC));
    }
  }

  private static ZoneId zone(@Nullable Calendar calendar) {
    return calendar == null ? ZoneId.systemDefault() : calendar.getTimeZone().toZoneId();
  }

  private static String withoutScope(String address) {
    int percent = address.indexOf('%');
    return percent < 0 ? address : address.substring(0, percent);
  }
}
