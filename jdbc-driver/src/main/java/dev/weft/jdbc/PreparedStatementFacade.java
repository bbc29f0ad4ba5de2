package dev.weft.jdbc;

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
 * with an offset by their instant. An address is set by {@code setString} or as an {@link
 * InetAddress}.
 */
final class PreparedStatementFacade extends StatementFacade<PreparedStatement> {
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  PreparedStatementFacade(PreparedStatement delegate, ConnectionFacade connection)
      throws SQLException {
    super(PreparedStatement.class, delegate, connection);
  }

  public ResultSet executeQuery() throws SQLException {
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
    delegate.setNull(index, type);
  }

  public void setNull(int index, int type, String typeName) throws SQLException {
    delegate.setNull(index, type);
  }

  public void setObject(int index, @Nullable Object value) throws SQLException {
    if (value == null) {
      delegate.setNull(index, Types.NULL);
    } else if (value instanceof CharSequence || value instanceof Character) {
      delegate.setString(index, value.toString());
    } else if (value instanceof InetAddress address) {
      delegate.setString(index, withoutScope(address.getHostAddress()));
    } else if (value instanceof Timestamp timestamp) {
      setTimestamp(index, timestamp);
    } else if (value instanceof Date date) {
      setDate(index, date);
    } else if (value instanceof Time time) {
      setTime(index, time);
    } else if (value instanceof java.util.Date date) {
      setTimestamp(index, new Timestamp(date.getTime()));
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
      delegate.setBigDecimal(index, new BigDecimal(number));
    } else if (value instanceof Number || value instanceof Boolean || value instanceof byte[]) {
      delegate.setObject(index, value);
    } else {
      throw new SQLException(
          "Parameter " + index + ": a " + value.getClass().getName() + " can't be a parameter",
          SqlStates.INVALID_VALUE);
    }
  }

  public void setObject(int index, @Nullable Object value, int type) throws SQLException {
    if (value instanceof CharSequence || value instanceof Number) {
      delegate.setObject(index, value instanceof Number ? value : value.toString(), type);
    } else {
      setObject(index, value);
    }
  }

  public void setObject(int index, @Nullable Object value, int type, int scale)
      throws SQLException {
    setObject(index, value, type);
  }

  public void setObject(int index, @Nullable Object value, SQLType type) throws SQLException {
    Integer number = type.getVendorTypeNumber();
    setObject(index, value, number == null ? Types.OTHER : number);
  }

  private void setClock(int index, @Nullable LocalDateTime clock) throws SQLException {
    if (clock == null) {
      delegate.setNull(index, Types.TIMESTAMP);
    } else {
      delegate.setTimestamp(
          index, Timestamp.from(clock.toInstant(ZoneOffset.UTC)), Calendar.getInstance(UTC));
    }
  }

  private void setDay(int index, @Nullable LocalDate day) throws SQLException {
    if (day == null) {
      delegate.setNull(index, Types.DATE);
    } else {
      long millis = day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      delegate.setDate(index, new Date(millis), Calendar.getInstance(UTC));
    }
  }

  private void setTimeOfDay(int index, @Nullable LocalTime time) throws SQLException {
    if (time == null) {
      delegate.setNull(index, Types.TIME);
    } else {
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
