package dev.weft.jdbc;

import java.sql.Types;
import org.apache.calcite.avatica.MetaImpl.MetaColumn;
import org.apache.calcite.jdbc.CalciteMetaColumnFactory;
import org.apache.calcite.schema.Table;
import org.jspecify.annotations.Nullable;

/** The rows of {@link java.sql.DatabaseMetaData#getColumns}, with names and sizes as JDBC means. */
final class ColumnDescriptions implements CalciteMetaColumnFactory {
  /** Longest canonical text of a VARCHAR column without a length of its own. */
  private static final int UNBOUNDED = 65_536;

  @Override
  public MetaColumn createColumn(
      Table table,
      String catalog,
      String schema,
      String tableName,
      String columnName,
      int type,
      String typeName,
      Integer size,
      @Nullable Integer digits,
      int radix,
      int nullable,
      Integer octets,
      int position,
      String isNullable) {
    Integer octetLength = isText(type) ? size(type, size) : null;
    return new MetaColumn(
        catalog,
        schema,
        tableName,
        columnName,
        type,
        TypeNames.plain(typeName),
        size(type, size),
        digits,
        radix,
        nullable,
        octetLength,
        position,
        isNullable,
        "NO",
        "NO");
  }

  @Override
  public Class<? extends MetaColumn> getMetaColumnClass() {
    return MetaColumn.class;
  }

  /** Decimal digits of a number, characters of anything else. */
  private static Integer size(int type, Integer size) {
    return switch (type) {
      case Types.TINYINT -> 3;
      case Types.SMALLINT -> 5;
      case Types.INTEGER -> 10;
      case Types.BIGINT -> 19;
      case Types.DOUBLE, Types.FLOAT -> 15;
      case Types.BOOLEAN -> 1;
      case Types.TIMESTAMP -> "2009-02-12 00:00:00.000".length();
      case Types.DATE -> "2009-02-12".length();
      default -> size == null || size < 0 ? UNBOUNDED : size;
    };
  }

  private static boolean isText(int type) {
    return type == Types.VARCHAR || type == Types.CHAR;
  }
}
