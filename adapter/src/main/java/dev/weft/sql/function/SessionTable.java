package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan;
import dev.weft.operator.Sessions;
import dev.weft.sql.type.SqlTypes;
import dev.weft.sql.type.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@code TABLE(sessions(TABLE flows, most [, 'keys' [, 'column' [, 'first']]]))}: what rwgroup
 * does. The table's rows with a column {@code session}, the same for rows that belong together:
 * their keys are equal, and the column ({@code stime} if none is named) differs by no more than
 * {@code most} from that of the row before, or of the session's first. Times differ by seconds. The
 * keys ({@code sip,dip} if none are named) may also follow the table as {@code PARTITION BY}, the
 * column as {@code ORDER BY}.
 */
public final class SessionTable extends BatchTableFunction {
  public static final SessionTable INSTANCE = new SessionTable();

  /** Position of the keys among the call's operands, the table's being 0. */
  public static final int KEYS_OPERAND = 2;

  /** Position of the column among the call's operands. */
  public static final int COLUMN_OPERAND = 3;

  private static final String SESSION = "session";
  private static final String DEFAULT_KEYS = "sip,dip";

  private SessionTable() {
    super(
        "sessions",
        1,
        Signature.Parameter.NUMBER,
        Signature.Parameter.TEXT,
        Signature.Parameter.TEXT,
        Signature.Parameter.TEXT);
  }

  @Override
  public boolean keepsColumns() {
    return true;
  }

  @Override
  RelDataType rowType(RelDataTypeFactory types, @Nullable RelDataType table) {
    RelDataTypeFactory.Builder row = types.builder();
    if (table != null) {
      row.addAll(table.getFieldList());
    }
    return row.add(SESSION, SqlTypes.nullable(types, types.createSqlType(SqlTypeName.BIGINT)))
        .build();
  }

  @Override
  @Nullable String fault(RelDataType table) {
    return table.getFieldNames().contains(SESSION)
        ? "sessions adds a column 'session'; name the one of its table otherwise"
        : null;
  }

  /** The names of some keys. */
  public static List<String> keys(@Nullable String text) {
    List<String> names = new ArrayList<>();
    for (String name : (text == null ? DEFAULT_KEYS : text).split(",")) {
      if (!name.isBlank()) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  @Override
  public Made plan(Table table, List<@Nullable Object> arguments, NamedFiles files) {
    List<Expression> keys = new ArrayList<>();
    for (String key : keys(text(arguments, 1))) {
      keys.add(column(table, key).expression());
    }
    String name = text(arguments, 2);
    String measured = name == null ? SpanColumns.START : name.toLowerCase(Locale.ROOT);
    Value at = column(table, measured);
    long most = most(arguments.get(0), type(table, measured), measured);
    Sessions sessions = new Sessions(most, fromFirst(text(arguments, 3)));
    List<Value> columns = new ArrayList<>(table.columns());
    int width = table.plan().output().size();
    columns.add(Value.of(new Input(width, ValueKind.LONG, true)));
    return new Made(
        new Plan.Numbered(table.plan(), keys, List.of(at.expression()), sessions, Set.of()),
        columns);
  }

  private static boolean fromFirst(@Nullable String word) {
    if (word == null || word.equalsIgnoreCase("previous")) {
      return false;
    }
    if (word.equalsIgnoreCase("first")) {
      return true;
    }
    throw new QueryException(
        "sessions measures from the 'previous' row, or from the 'first'; not from '" + word + "'");
  }

  private static Value column(Table table, String name) {
    Value value = table.find(name);
    if (value == null) {
      throw new QueryException(
          "sessions: no column '"
              + name
              + "'; its table has "
              + String.join(", ", table.type().getFieldNames()));
    }
    return value;
  }

  private static RelDataType type(Table table, String name) {
    List<RelDataTypeField> fields = table.type().getFieldList();
    return fields.get(table.type().getFieldNames().indexOf(name)).getType();
  }

  /** The greatest distance in units of the column as it is held. */
  private static long most(@Nullable Object most, RelDataType type, String name) {
    SqlTypeName sql = type.getSqlTypeName();
    int scale;
    if (sql == SqlTypeName.TIMESTAMP) {
      scale = 3;
    } else if (sql == SqlTypeName.DECIMAL) {
      scale = type.getScale();
    } else if (SqlTypeName.INT_TYPES.contains(sql)) {
      scale = 0;
    } else {
      throw new QueryException(
          "sessions measures the distance of times and whole numbers; '"
              + name
              + "' is "
              + (SqlTypes.isAddress(type)
                  ? "an address: make ip_prefix(" + name + ", n) one of the keys instead"
                  : sql.getName()));
    }
    try {
      long units = new BigDecimal(String.valueOf(most)).movePointRight(scale).longValueExact();
      if (units >= 0) {
        return units;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw fault(most, scale, e);
    }
    throw fault(most, scale, null);
  }

  private static QueryException fault(@Nullable Object most, int scale, @Nullable Exception cause) {
    String message =
        "sessions takes a distance of at least 0"
            + (scale == 0 ? ", a whole number" : " with at most " + scale + " decimals")
            + "; not "
            + most;
    return cause == null ? new QueryException(message) : new QueryException(message, cause);
  }
}
