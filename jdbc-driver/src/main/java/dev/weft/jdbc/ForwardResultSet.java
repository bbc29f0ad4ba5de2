package dev.weft.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What JDBC asks of every result set and Weft's are not: scrolled, updated, full of large objects.
 * Also the getters by label, in terms of those by number. What remains abstract is what a result
 * set of Weft does: {@link WeftResultSet}.
 */
abstract class ForwardResultSet implements ResultSet {
  private static SQLException unsupported(String method) {
    return new SQLFeatureNotSupportedException(
        method + ": Weft's result sets are read-only and go forward", SqlStates.NOT_SUPPORTED);
  }

  @Override
  public int getType() {
    return TYPE_FORWARD_ONLY;
  }

  @Override
  public int getConcurrency() {
    return CONCUR_READ_ONLY;
  }

  @Override
  public int getHoldability() {
    return HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public int getFetchDirection() {
    return FETCH_FORWARD;
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    if (direction != FETCH_FORWARD) {
      throw unsupported("setFetchDirection");
    }
  }

  // Getters by label.

  @Override
  @Deprecated
  public @Nullable BigDecimal getBigDecimal(String label, int scale) throws SQLException {
    return getBigDecimal(findColumn(label), scale);
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(String label) throws SQLException {
    return getBigDecimal(findColumn(label));
  }

  @Override
  public boolean getBoolean(String label) throws SQLException {
    return getBoolean(findColumn(label));
  }

  @Override
  public byte getByte(String label) throws SQLException {
    return getByte(findColumn(label));
  }

  @Override
  public byte @Nullable [] getBytes(String label) throws SQLException {
    return getBytes(findColumn(label));
  }

  @Override
  public @Nullable Date getDate(String label, @Nullable Calendar calendar) throws SQLException {
    return getDate(findColumn(label), calendar);
  }

  @Override
  public @Nullable Date getDate(String label) throws SQLException {
    return getDate(findColumn(label));
  }

  @Override
  public double getDouble(String label) throws SQLException {
    return getDouble(findColumn(label));
  }

  @Override
  public float getFloat(String label) throws SQLException {
    return getFloat(findColumn(label));
  }

  @Override
  public int getInt(String label) throws SQLException {
    return getInt(findColumn(label));
  }

  @Override
  public long getLong(String label) throws SQLException {
    return getLong(findColumn(label));
  }

  @Override
  public @Nullable String getNString(String label) throws SQLException {
    return getNString(findColumn(label));
  }

  @Override
  public <T> @Nullable T getObject(String label, Class<T> type) throws SQLException {
    return getObject(findColumn(label), type);
  }

  @Override
  public @Nullable Object getObject(String label, Map<String, Class<?>> map) throws SQLException {
    return getObject(findColumn(label), map);
  }

  @Override
  public @Nullable Object getObject(String label) throws SQLException {
    return getObject(findColumn(label));
  }

  @Override
  public short getShort(String label) throws SQLException {
    return getShort(findColumn(label));
  }

  @Override
  public @Nullable String getString(String label) throws SQLException {
    return getString(findColumn(label));
  }

  @Override
  public @Nullable Time getTime(String label, @Nullable Calendar calendar) throws SQLException {
    return getTime(findColumn(label), calendar);
  }

  @Override
  public @Nullable Time getTime(String label) throws SQLException {
    return getTime(findColumn(label));
  }

  @Override
  public @Nullable Timestamp getTimestamp(String label, @Nullable Calendar calendar)
      throws SQLException {
    return getTimestamp(findColumn(label), calendar);
  }

  @Override
  public @Nullable Timestamp getTimestamp(String label) throws SQLException {
    return getTimestamp(findColumn(label));
  }

  // What there is none of.

  @Override
  public boolean absolute(int column) throws SQLException {
    throw unsupported("absolute");
  }

  @Override
  public void afterLast() throws SQLException {
    throw unsupported("afterLast");
  }

  @Override
  public void beforeFirst() throws SQLException {
    throw unsupported("beforeFirst");
  }

  @Override
  public void cancelRowUpdates() throws SQLException {
    throw unsupported("cancelRowUpdates");
  }

  @Override
  public void deleteRow() throws SQLException {
    throw unsupported("deleteRow");
  }

  @Override
  public boolean first() throws SQLException {
    throw unsupported("first");
  }

  @Override
  public @Nullable Array getArray(String label) throws SQLException {
    throw unsupported("getArray");
  }

  @Override
  public @Nullable Array getArray(int column) throws SQLException {
    throw unsupported("getArray");
  }

  @Override
  public @Nullable InputStream getAsciiStream(String label) throws SQLException {
    throw unsupported("getAsciiStream");
  }

  @Override
  public @Nullable InputStream getAsciiStream(int column) throws SQLException {
    throw unsupported("getAsciiStream");
  }

  @Override
  public @Nullable InputStream getBinaryStream(String label) throws SQLException {
    throw unsupported("getBinaryStream");
  }

  @Override
  public @Nullable InputStream getBinaryStream(int column) throws SQLException {
    throw unsupported("getBinaryStream");
  }

  @Override
  public @Nullable Blob getBlob(String label) throws SQLException {
    throw unsupported("getBlob");
  }

  @Override
  public @Nullable Blob getBlob(int column) throws SQLException {
    throw unsupported("getBlob");
  }

  @Override
  public @Nullable Reader getCharacterStream(String label) throws SQLException {
    throw unsupported("getCharacterStream");
  }

  @Override
  public @Nullable Reader getCharacterStream(int column) throws SQLException {
    throw unsupported("getCharacterStream");
  }

  @Override
  public @Nullable Clob getClob(String label) throws SQLException {
    throw unsupported("getClob");
  }

  @Override
  public @Nullable Clob getClob(int column) throws SQLException {
    throw unsupported("getClob");
  }

  @Override
  public @Nullable String getCursorName() throws SQLException {
    throw unsupported("getCursorName");
  }

  @Override
  public @Nullable Reader getNCharacterStream(String label) throws SQLException {
    throw unsupported("getNCharacterStream");
  }

  @Override
  public @Nullable Reader getNCharacterStream(int column) throws SQLException {
    throw unsupported("getNCharacterStream");
  }

  @Override
  public @Nullable NClob getNClob(String label) throws SQLException {
    throw unsupported("getNClob");
  }

  @Override
  public @Nullable NClob getNClob(int column) throws SQLException {
    throw unsupported("getNClob");
  }

  @Override
  public @Nullable Ref getRef(String label) throws SQLException {
    throw unsupported("getRef");
  }

  @Override
  public @Nullable Ref getRef(int column) throws SQLException {
    throw unsupported("getRef");
  }

  @Override
  public @Nullable RowId getRowId(String label) throws SQLException {
    throw unsupported("getRowId");
  }

  @Override
  public @Nullable RowId getRowId(int column) throws SQLException {
    throw unsupported("getRowId");
  }

  @Override
  public @Nullable SQLXML getSQLXML(String label) throws SQLException {
    throw unsupported("getSQLXML");
  }

  @Override
  public @Nullable SQLXML getSQLXML(int column) throws SQLException {
    throw unsupported("getSQLXML");
  }

  @Override
  public @Nullable URL getURL(String label) throws SQLException {
    throw unsupported("getURL");
  }

  @Override
  public @Nullable URL getURL(int column) throws SQLException {
    throw unsupported("getURL");
  }

  @Override
  @Deprecated
  public @Nullable InputStream getUnicodeStream(String label) throws SQLException {
    throw unsupported("getUnicodeStream");
  }

  @Override
  @Deprecated
  public @Nullable InputStream getUnicodeStream(int column) throws SQLException {
    throw unsupported("getUnicodeStream");
  }

  @Override
  public void insertRow() throws SQLException {
    throw unsupported("insertRow");
  }

  @Override
  public boolean isLast() throws SQLException {
    throw unsupported("isLast");
  }

  @Override
  public boolean last() throws SQLException {
    throw unsupported("last");
  }

  @Override
  public void moveToCurrentRow() throws SQLException {
    throw unsupported("moveToCurrentRow");
  }

  @Override
  public void moveToInsertRow() throws SQLException {
    throw unsupported("moveToInsertRow");
  }

  @Override
  public boolean previous() throws SQLException {
    throw unsupported("previous");
  }

  @Override
  public void refreshRow() throws SQLException {
    throw unsupported("refreshRow");
  }

  @Override
  public boolean relative(int column) throws SQLException {
    throw unsupported("relative");
  }

  @Override
  public boolean rowDeleted() throws SQLException {
    throw unsupported("rowDeleted");
  }

  @Override
  public boolean rowInserted() throws SQLException {
    throw unsupported("rowInserted");
  }

  @Override
  public boolean rowUpdated() throws SQLException {
    throw unsupported("rowUpdated");
  }

  @Override
  public void updateArray(String label, @Nullable Array value) throws SQLException {
    throw unsupported("updateArray");
  }

  @Override
  public void updateArray(int column, @Nullable Array value) throws SQLException {
    throw unsupported("updateArray");
  }

  @Override
  public void updateAsciiStream(String label, @Nullable InputStream value, int length)
      throws SQLException {
    throw unsupported("updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(String label, @Nullable InputStream value, long length)
      throws SQLException {
    throw unsupported("updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(String label, @Nullable InputStream value) throws SQLException {
    throw unsupported("updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(int column, @Nullable InputStream value, int length)
      throws SQLException {
    throw unsupported("updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(int column, @Nullable InputStream value, long length)
      throws SQLException {
    throw unsupported("updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(int column, @Nullable InputStream value) throws SQLException {
    throw unsupported("updateAsciiStream");
  }

  @Override
  public void updateBigDecimal(String label, @Nullable BigDecimal value) throws SQLException {
    throw unsupported("updateBigDecimal");
  }

  @Override
  public void updateBigDecimal(int column, @Nullable BigDecimal value) throws SQLException {
    throw unsupported("updateBigDecimal");
  }

  @Override
  public void updateBinaryStream(String label, @Nullable InputStream value, int length)
      throws SQLException {
    throw unsupported("updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(String label, @Nullable InputStream value, long length)
      throws SQLException {
    throw unsupported("updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(String label, @Nullable InputStream value) throws SQLException {
    throw unsupported("updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(int column, @Nullable InputStream value, int length)
      throws SQLException {
    throw unsupported("updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(int column, @Nullable InputStream value, long length)
      throws SQLException {
    throw unsupported("updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(int column, @Nullable InputStream value) throws SQLException {
    throw unsupported("updateBinaryStream");
  }

  @Override
  public void updateBlob(String label, @Nullable InputStream value, long length)
      throws SQLException {
    throw unsupported("updateBlob");
  }

  @Override
  public void updateBlob(String label, @Nullable InputStream value) throws SQLException {
    throw unsupported("updateBlob");
  }

  @Override
  public void updateBlob(String label, @Nullable Blob value) throws SQLException {
    throw unsupported("updateBlob");
  }

  @Override
  public void updateBlob(int column, @Nullable InputStream value, long length) throws SQLException {
    throw unsupported("updateBlob");
  }

  @Override
  public void updateBlob(int column, @Nullable InputStream value) throws SQLException {
    throw unsupported("updateBlob");
  }

  @Override
  public void updateBlob(int column, @Nullable Blob value) throws SQLException {
    throw unsupported("updateBlob");
  }

  @Override
  public void updateBoolean(String label, boolean value) throws SQLException {
    throw unsupported("updateBoolean");
  }

  @Override
  public void updateBoolean(int column, boolean value) throws SQLException {
    throw unsupported("updateBoolean");
  }

  @Override
  public void updateByte(String label, byte value) throws SQLException {
    throw unsupported("updateByte");
  }

  @Override
  public void updateByte(int column, byte value) throws SQLException {
    throw unsupported("updateByte");
  }

  @Override
  public void updateBytes(String label, byte @Nullable [] value) throws SQLException {
    throw unsupported("updateBytes");
  }

  @Override
  public void updateBytes(int column, byte @Nullable [] value) throws SQLException {
    throw unsupported("updateBytes");
  }

  @Override
  public void updateCharacterStream(String label, @Nullable Reader value, int length)
      throws SQLException {
    throw unsupported("updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(String label, @Nullable Reader value, long length)
      throws SQLException {
    throw unsupported("updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(String label, @Nullable Reader value) throws SQLException {
    throw unsupported("updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(int column, @Nullable Reader value, int length)
      throws SQLException {
    throw unsupported("updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(int column, @Nullable Reader value, long length)
      throws SQLException {
    throw unsupported("updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(int column, @Nullable Reader value) throws SQLException {
    throw unsupported("updateCharacterStream");
  }

  @Override
  public void updateClob(String label, @Nullable Reader value, long length) throws SQLException {
    throw unsupported("updateClob");
  }

  @Override
  public void updateClob(String label, @Nullable Reader value) throws SQLException {
    throw unsupported("updateClob");
  }

  @Override
  public void updateClob(String label, @Nullable Clob value) throws SQLException {
    throw unsupported("updateClob");
  }

  @Override
  public void updateClob(int column, @Nullable Reader value, long length) throws SQLException {
    throw unsupported("updateClob");
  }

  @Override
  public void updateClob(int column, @Nullable Reader value) throws SQLException {
    throw unsupported("updateClob");
  }

  @Override
  public void updateClob(int column, @Nullable Clob value) throws SQLException {
    throw unsupported("updateClob");
  }

  @Override
  public void updateDate(String label, @Nullable Date value) throws SQLException {
    throw unsupported("updateDate");
  }

  @Override
  public void updateDate(int column, @Nullable Date value) throws SQLException {
    throw unsupported("updateDate");
  }

  @Override
  public void updateDouble(String label, double value) throws SQLException {
    throw unsupported("updateDouble");
  }

  @Override
  public void updateDouble(int column, double value) throws SQLException {
    throw unsupported("updateDouble");
  }

  @Override
  public void updateFloat(String label, float value) throws SQLException {
    throw unsupported("updateFloat");
  }

  @Override
  public void updateFloat(int column, float value) throws SQLException {
    throw unsupported("updateFloat");
  }

  @Override
  public void updateInt(String label, int value) throws SQLException {
    throw unsupported("updateInt");
  }

  @Override
  public void updateInt(int column, int value) throws SQLException {
    throw unsupported("updateInt");
  }

  @Override
  public void updateLong(String label, long value) throws SQLException {
    throw unsupported("updateLong");
  }

  @Override
  public void updateLong(int column, long value) throws SQLException {
    throw unsupported("updateLong");
  }

  @Override
  public void updateNCharacterStream(String label, @Nullable Reader value, long length)
      throws SQLException {
    throw unsupported("updateNCharacterStream");
  }

  @Override
  public void updateNCharacterStream(String label, @Nullable Reader value) throws SQLException {
    throw unsupported("updateNCharacterStream");
  }

  @Override
  public void updateNCharacterStream(int column, @Nullable Reader value, long length)
      throws SQLException {
    throw unsupported("updateNCharacterStream");
  }

  @Override
  public void updateNCharacterStream(int column, @Nullable Reader value) throws SQLException {
    throw unsupported("updateNCharacterStream");
  }

  @Override
  public void updateNClob(String label, @Nullable Reader value, long length) throws SQLException {
    throw unsupported("updateNClob");
  }

  @Override
  public void updateNClob(String label, @Nullable Reader value) throws SQLException {
    throw unsupported("updateNClob");
  }

  @Override
  public void updateNClob(String label, @Nullable NClob value) throws SQLException {
    throw unsupported("updateNClob");
  }

  @Override
  public void updateNClob(int column, @Nullable Reader value, long length) throws SQLException {
    throw unsupported("updateNClob");
  }

  @Override
  public void updateNClob(int column, @Nullable Reader value) throws SQLException {
    throw unsupported("updateNClob");
  }

  @Override
  public void updateNClob(int column, @Nullable NClob value) throws SQLException {
    throw unsupported("updateNClob");
  }

  @Override
  public void updateNString(String label, @Nullable String value) throws SQLException {
    throw unsupported("updateNString");
  }

  @Override
  public void updateNString(int column, @Nullable String value) throws SQLException {
    throw unsupported("updateNString");
  }

  @Override
  public void updateNull(String label) throws SQLException {
    throw unsupported("updateNull");
  }

  @Override
  public void updateNull(int column) throws SQLException {
    throw unsupported("updateNull");
  }

  @Override
  public void updateObject(String label, @Nullable Object value, int length) throws SQLException {
    throw unsupported("updateObject");
  }

  @Override
  public void updateObject(String label, @Nullable Object value) throws SQLException {
    throw unsupported("updateObject");
  }

  @Override
  public void updateObject(int column, @Nullable Object value, int length) throws SQLException {
    throw unsupported("updateObject");
  }

  @Override
  public void updateObject(int column, @Nullable Object value) throws SQLException {
    throw unsupported("updateObject");
  }

  @Override
  public void updateRef(String label, @Nullable Ref value) throws SQLException {
    throw unsupported("updateRef");
  }

  @Override
  public void updateRef(int column, @Nullable Ref value) throws SQLException {
    throw unsupported("updateRef");
  }

  @Override
  public void updateRow() throws SQLException {
    throw unsupported("updateRow");
  }

  @Override
  public void updateRowId(String label, @Nullable RowId value) throws SQLException {
    throw unsupported("updateRowId");
  }

  @Override
  public void updateRowId(int column, @Nullable RowId value) throws SQLException {
    throw unsupported("updateRowId");
  }

  @Override
  public void updateSQLXML(String label, @Nullable SQLXML value) throws SQLException {
    throw unsupported("updateSQLXML");
  }

  @Override
  public void updateSQLXML(int column, @Nullable SQLXML value) throws SQLException {
    throw unsupported("updateSQLXML");
  }

  @Override
  public void updateShort(String label, short value) throws SQLException {
    throw unsupported("updateShort");
  }

  @Override
  public void updateShort(int column, short value) throws SQLException {
    throw unsupported("updateShort");
  }

  @Override
  public void updateString(String label, @Nullable String value) throws SQLException {
    throw unsupported("updateString");
  }

  @Override
  public void updateString(int column, @Nullable String value) throws SQLException {
    throw unsupported("updateString");
  }

  @Override
  public void updateTime(String label, @Nullable Time value) throws SQLException {
    throw unsupported("updateTime");
  }

  @Override
  public void updateTime(int column, @Nullable Time value) throws SQLException {
    throw unsupported("updateTime");
  }

  @Override
  public void updateTimestamp(String label, @Nullable Timestamp value) throws SQLException {
    throw unsupported("updateTimestamp");
  }

  @Override
  public void updateTimestamp(int column, @Nullable Timestamp value) throws SQLException {
    throw unsupported("updateTimestamp");
  }
}
