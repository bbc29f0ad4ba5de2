package dev.weft.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Types as JDBC's metadata tells them: names, sizes, and what a literal of each looks like. */
final class ColumnDescriptions {
  /** Longest canonical text of an address. */
  static final int ADDRESS = 45;

  /** Told for a text without a length of its own. */
  static final int UNBOUNDED = 65_536;

  private static final int TIMESTAMP = "2009-02-12 00:00:00.000".length();
  private static final int DATE = "2009-02-12".length();
  private static final int TIME = "23:59:59".length();

  private ColumnDescriptions() {}

  /** Decimal digits of a number, characters of anything else; {@code told} where that is known. */
  static int size(int type, @Nullable Integer told) {
    return switch (type) {
      case Types.TINYINT -> 3;
      case Types.SMALLINT -> 5;
      case Types.INTEGER -> 10;
      case Types.BIGINT -> 19;
      case Types.REAL -> 7;
      case Types.DOUBLE, Types.FLOAT -> 15;
      case Types.BOOLEAN -> 1;
      case Types.TIMESTAMP -> TIMESTAMP;
      case Types.DATE -> DATE;
      case Types.TIME -> TIME;
      case Types.CHAR -> told == null || told < 0 ? UNBOUNDED : told; // '' has none
      default -> told == null || told <= 0 ? UNBOUNDED : told;
    };
  }

  /** Characters of the longest text of a value. */
  static int displaySize(int type, int size, int scale) {
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> size + 1;
      case Types.DECIMAL, Types.NUMERIC -> size + (scale > 0 ? 2 : 1);
      case Types.REAL -> "-1.17549435E-38".length();
      case Types.DOUBLE, Types.FLOAT -> "-2.2250738585072014E-308".length();
      case Types.BOOLEAN -> "false".length();
      default -> size;
    };
  }

  /** Digits after the point, null where the type has no point. */
  static @Nullable Integer scale(int type, @Nullable Integer told) {
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.TIME -> 0;
      case Types.TIMESTAMP -> 3;
      case Types.DECIMAL, Types.NUMERIC -> told == null ? 0 : told;
      default -> null;
    };
  }

  static boolean isNumber(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.DECIMAL,
          Types.NUMERIC,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE ->
          true;
      default -> false;
    };
  }

  static boolean isText(int type) {
    return type == Types.VARCHAR || type == Types.CHAR;
  }

  /** The rows of {@link DatabaseMetaData#getTypeInfo}, in the order of their numbers. */
  static List<List<@Nullable Object>> types() {
    return List.of(
        type("TINYINT", Types.TINYINT),
        type("BIGINT", Types.BIGINT),
        type("CHAR", Types.CHAR),
        type("DECIMAL", Types.DECIMAL),
        type("INTEGER", Types.INTEGER),
        type("SMALLINT", Types.SMALLINT),
        type("FLOAT", Types.FLOAT),
        type("REAL", Types.REAL),
        type("DOUBLE", Types.DOUBLE),
        type("VARCHAR", Types.VARCHAR),
        type("BOOLEAN", Types.BOOLEAN),
        type("DATE", Types.DATE),
        type("TIME", Types.TIME),
        type("TIMESTAMP", Types.TIMESTAMP));
  }

  private static List<@Nullable Object> type(String name, int type) {
    boolean dated = type == Types.DATE || type == Types.TIME || type == Types.TIMESTAMP;
    boolean decimal = type == Types.DECIMAL;
    Integer scale = scale(type, 0);
    return MetadataTables.row(
        name,
        type,
        decimal ? 38 : size(type, null),
        isText(type) ? "'" : dated ? name + " '" : null,
        isText(type) || dated ? "'" : null,
        isText(type) ? "length" : decimal ? "precision,scale" : null,
        (short) DatabaseMetaData.typeNullable,
        isText(type),
        (short) DatabaseMetaData.typeSearchable,
        !isNumber(type),
        false,
        false,
        name,
        scale == null || decimal ? 0 : scale.shortValue(),
        decimal ? (short) 38 : scale == null ? 0 : scale.shortValue(),
        null,
        null,
        isNumber(type) ? 10 : null);
  }
}
