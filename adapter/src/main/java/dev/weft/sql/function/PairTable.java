package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.And;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Matches;
import dev.weft.operator.Plan;
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
 * {@code TABLE(pairs(table, seconds [, 'absolute' | 'relative' | 'infinite' [, symmetric]]))}: what
 * rwmatch does. The table's rows, of which a BOOLEAN column {@code response} tells the responses
 * from the queries, with a column {@code pair}: the same number for queries and responses that
 * belong together, NULL for those that belong to nothing.
 */
final class PairTable extends BatchTableFunction {
  private static final String PAIR = "pair";
  private static final String RESPONSE = "response";
  private static final List<String> NAMES =
      List.of("sip", "dip", "sport", "dport", "protocol", "stime", "etime");

  private static final List<Need> NEEDS =
      List.of(
          Need.ADDRESS,
          Need.ADDRESS,
          Need.INTEGER,
          Need.INTEGER,
          Need.INTEGER,
          Need.TIMESTAMP,
          Need.TIMESTAMP);

  private static final LongRanges LOW_PORTS = LongRanges.of(0, 1023);

  PairTable() {
    super(
        "pairs",
        1,
        Signature.Parameter.NUMBER,
        Signature.Parameter.TEXT,
        Signature.Parameter.BOOLEAN);
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
    return row.add(PAIR, SqlTypes.nullable(types, types.createSqlType(SqlTypeName.BIGINT))).build();
  }

  @Override
  @Nullable String fault(RelDataType table) {
    if (table.getFieldNames().contains(PAIR)) {
      return "pairs adds a column 'pair'; name the one of its table otherwise";
    }
    RelDataTypeField response = table.getField(RESPONSE, true, false);
    if (response == null || response.getType().getSqlTypeName() != SqlTypeName.BOOLEAN) {
      return "pairs takes a table with a BOOLEAN column 'response', as in"
          + " (SELECT type IN ('in', 'inweb') AS response, f.* FROM flows AS f)";
    }
    return missing(table, NAMES, NEEDS);
  }

  @Override
  public Made plan(Table table, List<@Nullable Object> arguments, NamedFiles files) {
    Expression response = table.column(RESPONSE);
    Expression sip = table.column("sip");
    Expression dip = table.column("dip");
    Expression sport = table.column("sport");
    Expression dport = table.column("dport");
    Expression protocol = table.column("protocol");
    List<Expression> keys =
        List.of(
            pick(response, dip, sip),
            pick(response, sip, dip),
            pick(response, dport, sport),
            pick(response, sport, dport),
            protocol);
    // Of a pair that starts together the response began where only its own port is a high one.
    Expression began =
        new And(
            List.of(
                new InLongs(protocol, LongRanges.ofValues(6, 17)),
                new InLongs(dport, LOW_PORTS),
                new Expression.Not(new InLongs(sport, LOW_PORTS))));
    List<Expression> columns =
        List.of(table.column("stime"), table.column("etime"), response, began);
    Object symmetric = argument(arguments, 2);
    Matches matches =
        new Matches(
            delta(arguments.get(0)), window(text(arguments, 1)), Boolean.TRUE.equals(symmetric));
    List<Value> all = new ArrayList<>(table.columns());
    all.add(Value.of(new Input(table.plan().output().size(), ValueKind.LONG, true)));
    return new Made(new Plan.Numbered(table.plan(), keys, columns, matches, Set.of()), all);
  }

  private static Expression pick(Expression condition, Expression yes, Expression no) {
    return new Case(List.of(condition), List.of(yes), no);
  }

  private static long delta(@Nullable Object seconds) {
    try {
      long ms = new BigDecimal(String.valueOf(seconds)).movePointRight(3).longValueExact();
      if (ms >= 0) {
        return ms;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new QueryException(fault(seconds), e);
    }
    throw new QueryException(fault(seconds));
  }

  private static String fault(@Nullable Object seconds) {
    return "pairs takes a number of seconds, 0 or more, in whole milliseconds; not " + seconds;
  }

  private static Matches.Window window(@Nullable String word) {
    if (word == null) {
      return Matches.Window.ABSOLUTE;
    }
    for (Matches.Window window : Matches.Window.values()) {
      if (window.name().equalsIgnoreCase(word)) {
        return window;
      }
    }
    throw new QueryException(
        "'"
            + word.toLowerCase(Locale.ROOT)
            + "' is no window of pairs; there are absolute, relative and infinite");
  }
}
