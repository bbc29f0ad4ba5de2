package dev.weft.sql.prepare;

import dev.weft.error.QueryException;
import dev.weft.sql.exec.ParameterType;
import dev.weft.sql.type.SqlTypes;
import java.lang.reflect.Type;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** What JDBC tells of columns and parameters. An address is a VARCHAR there. */
final class Columns {
  /** Characters of the longest address, an IPv6 address with an IPv4 tail. */
  private static final int ADDRESS_CHARACTERS = 45;

  private Columns() {}

  static List<ColumnMetaData> of(RelDataType row, List<? extends @Nullable List<String>> origins) {
    List<ColumnMetaData> columns = new ArrayList<>();
    for (RelDataTypeField field : row.getFieldList()) {
      int i = field.getIndex();
      columns.add(column(i, field.getName(), field.getType(), origins.get(i)));
    }
    return columns;
  }

  private static ColumnMetaData column(
      int ordinal, String name, RelDataType type, @Nullable List<String> origin) {
    if (type.isStruct() || type.getComponentType() != null || type.getKeyType() != null) {
      throw new QueryException(
          "column '%s' is of type %s, which a result can't hold; LISTAGG makes a text of many values"
              .formatted(name, type.getSqlTypeName()));
    }
    int precision = precision(type);
    ColumnMetaData.AvaticaType avatica =
        ColumnMetaData.scalar(jdbcType(type), typeName(type), representation(type));
    return new ColumnMetaData(
        ordinal,
        false,
        true,
        false,
        false,
        type.isNullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
        true,
        precision,
        name,
        part(origin, 0) == null ? name : part(origin, 0),
        part(origin, 2),
        precision,
        Math.max(type.getScale(), 0),
        part(origin, 1),
        null,
        avatica,
        true,
        false,
        false,
        avatica.columnClassName());
  }

  /** Of an origin such as [schema, table, column], counted from the end. */
  private static @Nullable String part(@Nullable List<String> origin, int fromEnd) {
    return origin == null || fromEnd >= origin.size()
        ? null
        : origin.get(origin.size() - 1 - fromEnd);
  }

  private static int jdbcType(RelDataType type) {
    return SqlTypes.isAddress(type) ? Types.VARCHAR : type.getSqlTypeName().getJdbcOrdinal();
  }

  private static String typeName(RelDataType type) {
    return SqlTypes.isAddress(type) ? "VARCHAR" : type.getSqlTypeName().getSpaceName();
  }

  private static int precision(RelDataType type) {
    return SqlTypes.isAddress(type) ? ADDRESS_CHARACTERS : Math.max(type.getPrecision(), 0);
  }

  private static ColumnMetaData.Rep representation(RelDataType type) {
    if (SqlTypes.isAddress(type)) {
      return ColumnMetaData.Rep.STRING;
    }
    Type javaClass = FrontEnd.TYPES.getJavaClass(type);
    return ColumnMetaData.Rep.of(javaClass);
  }

  static List<AvaticaParameter> parameters(RelDataType row) {
    List<AvaticaParameter> parameters = new ArrayList<>();
    for (RelDataTypeField field : row.getFieldList()) {
      RelDataType type = field.getType();
      parameters.add(
          new AvaticaParameter(
              false,
              precision(type),
              Math.max(type.getScale(), 0),
              jdbcType(type),
              typeName(type),
              Object.class.getName(),
              field.getName()));
    }
    return parameters;
  }

  /**
   * @param rowCounts indexes of the parameters that count rows
   */
  static List<ParameterType> parameterTypes(RelDataType row, Set<Integer> rowCounts) {
    List<ParameterType> types = new ArrayList<>();
    for (RelDataTypeField field : row.getFieldList()) {
      types.add(
          new ParameterType(
              "?" + field.getIndex(), field.getType(), rowCounts.contains(field.getIndex())));
    }
    return types;
  }
}
