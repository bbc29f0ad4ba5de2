package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.operator.LoadBins;
import dev.weft.operator.LoadScheme;
import dev.weft.sql.type.SqlTypes;
import java.util.List;
import java.util.Set;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@code TABLE(spread(TABLE flows, seconds [, 'load-scheme' [, start [, end]]]))}: what rwcount
 * does. Each flow becomes a row for each bin of time that it touches, with the flow's columns;
 * {@code bytes} and {@code packets} are what falls to the bin, {@code records} is the part of the
 * record (all DOUBLE), {@code bin} the start of the bin. The table is any query with a column
 * {@code stime} and one of {@code etime} and {@code duration}.
 */
public final class Spread extends TableFunction {
  public static final Spread INSTANCE = new Spread();

  /** Columns that are shared out among the bins. */
  public static final Set<String> SHARED = Set.of("bytes", "packets");

  static final String BIN = "bin";
  static final String RECORDS = "records";

  private static final int SCHEME = 1;
  private static final int START = 2;
  private static final int END = 3;

  private Spread() {
    super(
        "spread",
        true,
        1,
        Signature.Parameter.NUMBER,
        Signature.Parameter.TEXT,
        Signature.Parameter.TIMESTAMP,
        Signature.Parameter.TIMESTAMP);
  }

  @Override
  RelDataType rowType(RelDataTypeFactory types, @Nullable RelDataType table) {
    RelDataTypeFactory.Builder row = types.builder();
    if (table != null) {
      for (RelDataTypeField field : table.getFieldList()) {
        boolean shared = SHARED.contains(field.getName());
        row.add(field.getName(), shared ? asDouble(types, field) : field.getType());
      }
    }
    return row.add(BIN, SqlTypes.timestamp(types)).add(RECORDS, SqlTypeName.DOUBLE).build();
  }

  private static RelDataType asDouble(RelDataTypeFactory types, RelDataTypeField field) {
    return types.createTypeWithNullability(
        types.createSqlType(SqlTypeName.DOUBLE), field.getType().isNullable());
  }

  @Override
  @Nullable String fault(RelDataType table) {
    List<String> names = table.getFieldNames();
    for (String added : List.of(BIN, RECORDS)) {
      if (names.contains(added)) {
        return "spread adds a column '" + added + "'; name the one of its table otherwise";
      }
    }
    if (!has(table, SpanColumns.START, SqlTypeName.TIMESTAMP)
        || !has(table, SpanColumns.END, SqlTypeName.TIMESTAMP)
            && !has(table, SpanColumns.DURATION, SqlTypeName.DECIMAL)) {
      return "spread takes a table with the columns stime and etime, or stime and duration;"
          + " this one has "
          + String.join(", ", names);
    }
    for (RelDataTypeField field : table.getFieldList()) {
      if (SHARED.contains(field.getName())
          && !Signature.Parameter.NUMBER.accepts(field.getType())) {
        return "spread shares out '" + field.getName() + "', which is no number here";
      }
    }
    return null;
  }

  private static boolean has(RelDataType table, String name, SqlTypeName type) {
    RelDataTypeField field = table.getField(name, true, false);
    return field != null && field.getType().getSqlTypeName() == type;
  }

  /** The bins of a call with these arguments. */
  public static LoadBins bins(List<@Nullable Object> arguments) {
    Object seconds = arguments.get(0);
    if (seconds == null) {
      throw new QueryException("spread takes a number of seconds, not NULL");
    }
    Object scheme = argument(arguments, SCHEME);
    Object start = argument(arguments, START);
    Object end = argument(arguments, END);
    try {
      return LoadBins.between(
          scheme == null ? LoadScheme.TIME_PROPORTIONAL : LoadScheme.of(scheme.toString().strip()),
          Seconds.milliseconds("spread", seconds),
          start == null ? Long.MIN_VALUE : ((Number) start).longValue(),
          end == null ? Long.MAX_VALUE : ((Number) end).longValue());
    } catch (IllegalArgumentException e) {
      throw new QueryException("spread: " + e.getMessage(), e);
    }
  }

  private static @Nullable Object argument(List<@Nullable Object> arguments, int i) {
    return i < arguments.size() ? arguments.get(i) : null;
  }

  @Override
  public Enumerable<@Nullable Object[]> rows(Call call) {
    RelDataType type = call.tableType();
    Enumerable<@Nullable Object[]> table = call.table();
    if (type == null || table == null) {
      throw new IllegalStateException("spread of no table");
    }
    SpreadRows rows = new SpreadRows(type, bins(call.arguments()));
    return table.selectMany(rows::of);
  }
}
