package dev.weft.sql.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The SQL types of Weft's columns.
 *
 * <p>An address is {@code VARBINARY(16)} inside the planner, for it must compare, sort and group as
 * a number and never as text; at the edge of JDBC it is text.
 */
public final class SqlTypes {
  /** Bytes of an address. */
  public static final int ADDRESS_BYTES = 16;

  private SqlTypes() {}

  /** The type of an address. */
  public static RelDataType address(RelDataTypeFactory types) {
    return types.createSqlType(SqlTypeName.VARBINARY, ADDRESS_BYTES);
  }

  /** True for the type of an address. */
  public static boolean isAddress(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.VARBINARY;
  }

  /** True for text. */
  public static boolean isText(RelDataType type) {
    return SqlTypeName.CHAR_TYPES.contains(type.getSqlTypeName());
  }

  public static RelDataType text(RelDataTypeFactory types) {
    return types.createSqlType(SqlTypeName.VARCHAR);
  }

  public static RelDataType nullable(RelDataTypeFactory types, RelDataType type) {
    return types.createTypeWithNullability(type, true);
  }

  public static RelDataType timestamp(RelDataTypeFactory types) {
    return types.createSqlType(SqlTypeName.TIMESTAMP, 3);
  }
}
