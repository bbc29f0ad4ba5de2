package dev.weft.sql.type;

import dev.weft.flow.FlowColumn;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The columns of table {@code flows}, in the order of {@code SELECT *}. What a column is computed
 * from is told by {@code translate.ColumnValues}.
 */
public enum SqlColumn {
  SIP(Type.ADDRESS, FlowColumn.SIP),
  DIP(Type.ADDRESS, FlowColumn.DIP),
  NHIP(Type.ADDRESS, FlowColumn.NHIP),
  SPORT(Type.INTEGER, FlowColumn.SPORT),
  DPORT(Type.INTEGER, FlowColumn.DPORT),
  PROTOCOL(Type.INTEGER, FlowColumn.PROTOCOL),
  PACKETS(Type.BIGINT, FlowColumn.PACKETS),
  BYTES(Type.BIGINT, FlowColumn.BYTES),
  FLAGS(Type.TEXT, FlowColumn.FLAGS),
  INITIAL_FLAGS(Type.TEXT, FlowColumn.INITIAL_FLAGS),
  SESSION_FLAGS(Type.TEXT, FlowColumn.SESSION_FLAGS),
  STIME(Type.TIMESTAMP, FlowColumn.STIME),
  ETIME(Type.TIMESTAMP, FlowColumn.ETIME),
  DURATION(Type.SECONDS, FlowColumn.DURATION),
  SENSOR(Type.TEXT, FlowColumn.SENSOR),
  CLASS(Type.TEXT, FlowColumn.FLOWTYPE),
  TYPE(Type.TEXT, FlowColumn.FLOWTYPE),
  APPLICATION(Type.INTEGER, FlowColumn.APPLICATION),
  ATTRIBUTES(Type.TEXT, FlowColumn.ATTRIBUTES),
  ICMP_TYPE(Type.NULLABLE_INTEGER, FlowColumn.DPORT),
  ICMP_CODE(Type.NULLABLE_INTEGER, FlowColumn.DPORT),
  IN_INTERFACE(Type.INTEGER, FlowColumn.IN_INTERFACE),
  OUT_INTERFACE(Type.INTEGER, FlowColumn.OUT_INTERFACE);

  private enum Type {
    ADDRESS,
    INTEGER,
    NULLABLE_INTEGER,
    BIGINT,
    TEXT,
    TIMESTAMP,
    SECONDS
  }

  private final Type type;
  private final FlowColumn source;

  SqlColumn(Type type, FlowColumn source) {
    this.type = type;
    this.source = source;
  }

  /** The name in SQL. */
  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The column of a flow that it shows or is computed from. */
  public FlowColumn source() {
    return source;
  }

  RelDataType type(RelDataTypeFactory types) {
    return switch (type) {
      case ADDRESS -> SqlTypes.address(types);
      case INTEGER -> types.createSqlType(SqlTypeName.INTEGER);
      case NULLABLE_INTEGER -> SqlTypes.nullable(types, types.createSqlType(SqlTypeName.INTEGER));
      case BIGINT -> types.createSqlType(SqlTypeName.BIGINT);
      case TEXT -> SqlTypes.text(types);
      case TIMESTAMP -> SqlTypes.timestamp(types);
      case SECONDS -> types.createSqlType(SqlTypeName.DECIMAL, 13, 3);
    };
  }

  /** The row type of {@code flows}. */
  public static RelDataType rowType(RelDataTypeFactory types) {
    RelDataTypeFactory.Builder row = types.builder();
    for (SqlColumn c : List.of(values())) {
      row.add(c.sqlName(), c.type(types));
    }
    return row.build();
  }
}
