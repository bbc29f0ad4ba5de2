package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.operator.Plan;
import dev.weft.sql.type.Dictionary;
import dev.weft.sql.type.SqlTypes;
import dev.weft.sql.type.Value;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** A function of a table that is an operator of a {@link Plan}: it has no other way to run. */
public abstract class BatchTableFunction extends TableFunction {
  /** Which of a table's columns a column of the input is, as {@link #plan} wants it. */
  enum Need {
    ADDRESS,
    INTEGER,
    TIMESTAMP,
    FLAGS;

    boolean accepts(RelDataType type) {
      return switch (this) {
        case ADDRESS -> SqlTypes.isAddress(type);
        case INTEGER -> SqlTypeName.INT_TYPES.contains(type.getSqlTypeName());
        case TIMESTAMP -> type.getSqlTypeName() == SqlTypeName.TIMESTAMP;
        case FLAGS -> SqlTypes.isText(type);
      };
    }
  }

  /** Of two addresses, ports, protocol, packets, bytes, TCP flags, start and end of a flow. */
  static final List<Need> OF_FLOWS =
      List.of(
          Need.ADDRESS,
          Need.ADDRESS,
          Need.INTEGER,
          Need.INTEGER,
          Need.INTEGER,
          Need.INTEGER,
          Need.INTEGER,
          Need.FLAGS,
          Need.TIMESTAMP,
          Need.TIMESTAMP);

  protected BatchTableFunction(String name, int required, Signature.Parameter... parameters) {
    super(name, true, required, parameters);
  }

  /**
   * The function's table.
   *
   * @param plan of its rows
   * @param columns of it, computed from the plan's output; TCP flags without a dictionary are bits
   */
  public record Table(Plan plan, List<Value> columns, RelDataType type) {
    /** The column of a name; null where there is none. */
    @Nullable Value find(String name) {
      int at = type.getFieldNames().indexOf(name);
      return at < 0 ? null : columns.get(at);
    }

    Expression column(String name) {
      Value value = find(name);
      if (value == null) {
        throw new IllegalStateException("no column " + name);
      }
      return value.expression();
    }

    /** A column of TCP flags as their bits. */
    Expression flags(String name) {
      Value value = find(name);
      if (value == null) {
        throw new IllegalStateException("no column " + name);
      }
      Dictionary texts = value.dictionary();
      if (texts == null) {
        return value.expression();
      }
      long[] bits = new long[texts.size()];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = bits(texts.label(i));
      }
      return new Expression.Lookup(value.expression(), bits, 0);
    }
  }

  /** A plan and the function's columns, computed from the plan's output. */
  public record Made(Plan plan, List<Value> columns) {}

  /** The bits of TCP flags. */
  static int bits(String letters) {
    try {
      return dev.weft.flow.TcpFlags.parse(letters);
    } catch (IllegalArgumentException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The operator of a call.
   *
   * @param arguments constants, without the table; those not given are missing at the end
   */
  public abstract Made plan(Table table, List<@Nullable Object> arguments, NamedFiles files);

  /** True where the table's columns stay, and one is added. */
  public abstract boolean keepsColumns();

  @Override
  public final Enumerable<@Nullable Object[]> rows(Call call) {
    throw new IllegalStateException(getName() + " runs as a plan");
  }

  /** What keeps a table from being taken; null if nothing. */
  @Nullable String missing(RelDataType table, String name, Need need) {
    RelDataTypeField field = table.getField(name, true, false);
    if (field == null) {
      return getName()
          + " takes a table with a column '"
          + name
          + "'; this one has "
          + String.join(", ", table.getFieldNames());
    }
    return need.accepts(field.getType())
        ? null
        : getName() + " takes a table whose column '" + name + "' is that of flows, or like it";
  }

  /** The first of these that is missing. */
  @Nullable String missing(RelDataType table, List<String> names, List<Need> needs) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String fault = missing(table, names.get(i), needs.get(i));
      if (fault != null) {
        faults.add(fault);
      }
    }
    return faults.isEmpty() ? null : faults.get(0);
  }

  static @Nullable Object argument(List<@Nullable Object> arguments, int i) {
    return i < arguments.size() ? arguments.get(i) : null;
  }

  static @Nullable String text(List<@Nullable Object> arguments, int i) {
    Object value = argument(arguments, i);
    return value == null ? null : value.toString().strip();
  }
}
