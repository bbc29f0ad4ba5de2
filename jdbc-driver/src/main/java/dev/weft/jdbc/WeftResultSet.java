package dev.weft.jdbc;

import dev.weft.sql.exec.RowBlock;
import dev.weft.sql.exec.RowCursor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query. A TIMESTAMP is a UTC wall clock: {@code getString} and {@code LocalDateTime}
 * show it in every zone, and a {@link Timestamp} shows it in its own {@code toString}, that is, by
 * the zone of the given calendar or of the JVM. For use by one thread; cancelled from any.
 */
final class WeftResultSet extends ForwardResultSet {
  private final ResultSet rows;
  private final RowValues values;
  private final WallClocks clocks = new WallClocks();
  private final @Nullable Statement owner;
  private final @Nullable Execution execution;
  private final ResultSetMetaData columns;
  private final int[] types;
  private final String[] labels;
  private final long limit;
  private long count;
  private boolean ended;

  /**
   * @param rows Calcite's result set; closed with this one
   * @param owner what {@link #getStatement} tells, null for metadata
   * @param execution the run that makes the rows, null for metadata
   * @param limit most rows to hand out, 0 for all
   */
  WeftResultSet(
      ResultSet rows, @Nullable Statement owner, @Nullable Execution execution, long limit)
      throws SQLException {
    this.rows = rows;
    values = new RowValues(rows);
    this.owner = owner;
    this.execution = execution;
    this.limit = limit;
    columns = new ColumnsFacade(rows.getMetaData()).proxy();
    types = new int[columns.getColumnCount()];
    labels = new String[types.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = columns.getColumnType(i + 1);
      labels[i] = columns.getColumnLabel(i + 1);
    }
  }

  @Override
  public boolean next() throws SQLException {
    checkOpen();
    if (ended) {
      return false;
    }
    try {
      if (execution != null) {
        execution.check();
      }
      if ((limit == 0 || count < limit) && rows.next()) {
        count++;
        return true;
      }
    } catch (SQLException | RuntimeException | Error e) {
      ended = true;
      throw execution != null ? execution.failure(e) : Failures.translate(e);
    }
    ended = true;
    if (execution != null) {
      execution.finish();
    }
    return false;
  }

  /** The batches that {@link #nextBlock} reads; null where the rows come one by one only. */
  @Nullable RowCursor batches() {
    return values.batches(types.length);
  }

  /** Moves to the next rows, at most {@code most}, null after the last; else as {@link #next}. */
  @Nullable RowBlock nextBlock(RowCursor batches, int most) throws SQLException {
    checkOpen();
    if (ended) {
      return null;
    }
    try {
      if (execution != null) {
        execution.check();
      }
      long left = limit == 0 ? most : Math.min(most, limit - count);
      RowBlock block = left <= 0 ? null : batches.nextBlock((int) left);
      if (block != null) {
        count += block.count();
        return block;
      }
    } catch (RuntimeException | Error e) {
      ended = true;
      throw execution != null ? execution.failure(e) : Failures.translate(e);
    }
    ended = true;
    if (execution != null) {
      execution.finish();
    }
    return null;
  }

  @Override
  public void close() throws SQLException {
    if (execution != null) {
      execution.finish();
    }
    try {
      rows.close();
    } catch (RuntimeException | Error e) {
      throw Failures.translate(e);
    }
  }

  @Override
  public boolean isClosed() throws SQLException {
    return rows.isClosed();
  }

  @Override
  public boolean wasNull() throws SQLException {
    checkOpen();
    return rows.wasNull();
  }

  @Override
  public int findColumn(String label) throws SQLException {
    checkOpen();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i].equalsIgnoreCase(label)) {
        return i + 1;
      }
    }
    throw new SQLException("The result has no column \"" + label + "\"", "42S22");
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return columns;
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    checkOpen();
    return owner;
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return owner == null ? null : owner.getWarnings();
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    if (owner != null) {
      owner.clearWarnings();
    }
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return ended ? 0 : (int) Math.min(count, Integer.MAX_VALUE);
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    checkOpen();
    return count == 0 && !ended;
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return count == 1 && !ended;
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    checkOpen();
    return count > 0 && ended;
  }

  @Override
  public int getFetchSize() throws SQLException {
    return rows.getFetchSize();
  }

  @Override
  public void setFetchSize(int size) throws SQLException {
    rows.setFetchSize(size);
  }

  @Override
  public @Nullable String getString(int column) throws SQLException {
    check(column);
    return values.text(column);
  }

  @Override
  public @Nullable String getNString(int column) throws SQLException {
    return getString(column);
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    check(column);
    try {
      return rows.getBoolean(column);
    } catch (RuntimeException | SQLDataException e) {
      throw unreadable(column, "boolean");
    }
  }

  @Override
  public byte getByte(int column) throws SQLException {
    return (byte) whole(column, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  @Override
  public short getShort(int column) throws SQLException {
    return (short) whole(column, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  @Override
  public int getInt(int column) throws SQLException {
    return (int) whole(column, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public long getLong(int column) throws SQLException {
    return whole(column, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public float getFloat(int column) throws SQLException {
    return (float) getDouble(column);
  }

  @Override
  public double getDouble(int column) throws SQLException {
    check(column);
    try {
      return rows.getDouble(column);
    } catch (RuntimeException | SQLDataException e) {
      throw unreadable(column, "double");
    }
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
    check(column);
    try {
      return rows.getBigDecimal(column);
    } catch (RuntimeException | SQLDataException e) {
      throw unreadable(column, "BigDecimal");
    }
  }

  @Override
  @Deprecated
  public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
    BigDecimal value = getBigDecimal(column);
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  @Override
  public byte @Nullable [] getBytes(int column) throws SQLException {
    check(column);
    try {
      return rows.getBytes(column);
    } catch (RuntimeException | SQLDataException e) {
      throw unreadable(column, "bytes");
    }
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column) throws SQLException {
    check(column);
    if (isTimestamp(column)) {
      long millis = values.whole(column);
      return rows.wasNull() ? null : clocks.timestamp(millis);
    }
    LocalDateTime clock = clock(column, "Timestamp");
    return clock == null ? null : Timestamp.valueOf(clock);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column, @Nullable Calendar calendar)
      throws SQLException {
    LocalDateTime clock = clock(column, "Timestamp");
    return clock == null ? null : Timestamp.from(clock.atZone(zone(calendar)).toInstant());
  }

  @Override
  public @Nullable Date getDate(int column) throws SQLException {
    return getDate(column, null);
  }

  @Override
  public @Nullable Date getDate(int column, @Nullable Calendar calendar) throws SQLException {
    LocalDateTime clock = clock(column, "Date");
    return clock == null
        ? null
        : new Date(clock.toLocalDate().atStartOfDay(zone(calendar)).toInstant().toEpochMilli());
  }

  @Override
  public @Nullable Time getTime(int column) throws SQLException {
    return getTime(column, null);
  }

  @Override
  public @Nullable Time getTime(int column, @Nullable Calendar calendar) throws SQLException {
    LocalDateTime clock = clock(column, "Time");
    return clock == null
        ? null
        : new Time(
            clock
                .toLocalTime()
                .atDate(LocalDate.EPOCH)
                .atZone(zone(calendar))
                .toInstant()
                .toEpochMilli());
  }

  @Override
  public @Nullable Object getObject(int column) throws SQLException {
    check(column);
    return switch (types[column - 1]) {
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> getTimestamp(column);
      case Types.DATE -> getDate(column);
      case Types.TIME -> getTime(column);
      default -> values.object(column);
    };
  }

  @Override
  public @Nullable Object getObject(int column, Map<String, Class<?>> map) throws SQLException {
    return getObject(column);
  }

  @Override
  public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
    check(column);
    return ColumnValues.as(type, this, column);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    return rows.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || rows.isWrapperFor(type);
  }

  /** The UTC wall clock of a DATE, TIME or TIMESTAMP column, null for NULL. */
  @Nullable LocalDateTime clock(int column, String wanted) throws SQLException {
    check(column);
    switch (types[column - 1]) {
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> {
        long millis = values.whole(column);
        return rows.wasNull() ? null : WallClocks.clock(millis);
      }
      case Types.DATE -> {
        long day = rows.getLong(column);
        return rows.wasNull() ? null : LocalDate.ofEpochDay(day).atStartOfDay();
      }
      case Types.TIME -> {
        long millis = rows.getLong(column);
        return rows.wasNull() ? null : WallClocks.clock(millis);
      }
      default -> {
        if (values.object(column) == null) {
          return null;
        }
        throw unreadable(column, wanted);
      }
    }
  }

  private boolean isTimestamp(int column) {
    return types[column - 1] == Types.TIMESTAMP
        || types[column - 1] == Types.TIMESTAMP_WITH_TIMEZONE;
  }

  private static ZoneId zone(@Nullable Calendar calendar) {
    return calendar == null ? ZoneId.systemDefault() : calendar.getTimeZone().toZoneId();
  }

  /** A whole number of the column, fractions cut; too large a one is an error, never wrapped. */
  private long whole(int column, long least, long most) throws SQLException {
    check(column);
    if (values.isWhole(column) || types[column - 1] == Types.TIMESTAMP) {
      long exact = values.whole(column);
      if (exact >= least && exact <= most) {
        return exact;
      }
    }
    Object value = values.object(column);
    if (value == null) {
      return 0;
    }
    try {
      BigDecimal number;
      if (value instanceof Long || value instanceof Integer || value instanceof Short) {
        long exact = ((Number) value).longValue();
        if (exact >= least && exact <= most) {
          return exact;
        }
        number = BigDecimal.valueOf(exact);
      } else if (value instanceof Boolean truth) {
        return truth ? 1 : 0;
      } else if (value instanceof Number || value instanceof String) {
        number = new BigDecimal(value.toString().trim()).setScale(0, RoundingMode.DOWN);
      } else if (types[column - 1] == Types.TIMESTAMP || types[column - 1] == Types.DATE) {
        return values.whole(column);
      } else {
        throw unreadable(column, "number");
      }
      if (number.compareTo(BigDecimal.valueOf(least)) < 0
          || number.compareTo(BigDecimal.valueOf(most)) > 0) {
        throw new SQLException(
            labels[column - 1] + ": " + value + " is outside " + least + " to " + most, "22003");
      }
      return number.longValue();
    } catch (NumberFormatException e) {
      throw unreadable(column, "number");
    }
  }

  SQLException unreadable(int column, String wanted) throws SQLException {
    return new SQLException(
        labels[column - 1]
            + ": a "
            + columns.getColumnTypeName(column)
            + " can't be read as "
            + wanted,
        "22018");
  }

  private void checkOpen() throws SQLException {
    if (rows.isClosed()) {
      throw new SQLException("The result set is closed", SqlStates.WRONG_SEQUENCE);
    }
  }

  private void check(int column) throws SQLException {
    if (column < 1 || column > types.length) {
      throw new SQLException(
          "There is no column " + column + ": the result has " + types.length, "07009");
    }
    checkOpen();
    if (count == 0 || ended) {
      throw new SQLException(
          "The result set is not on a row: call next() first", SqlStates.WRONG_SEQUENCE);
    }
  }
}
