package dev.weft.sql.exec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.EnumerableDefaults;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.linq4j.function.Function2;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * What an operator of Calcite's keeps of the rows that it takes. Immutable; an object of its own
 * for each operator of a plan.
 */
public final class Keeping {
  private static final long GROUP = 96; // an entry of a table, the accumulator's header

  private final String operator;
  private final @Nullable RowSize row;
  private final @Nullable RowSize key;
  private final long each;
  private final long states;
  private final @Nullable RexNode offset;
  private final @Nullable RexNode most;

  /** True where groups are kept. */
  final boolean groups;

  private Keeping(
      String operator,
      @Nullable RelDataType row,
      @Nullable RelDataType key,
      long each,
      long states,
      @Nullable RexNode offset,
      @Nullable RexNode most) {
    this.operator = operator;
    this.row = row == null ? null : RowSize.of(row);
    this.key = key == null ? null : RowSize.of(key);
    this.groups = key != null;
    this.each = each;
    this.states = states;
    this.offset = offset;
    this.most = most;
  }

  /**
   * All rows.
   *
   * @param operator what messages call it
   * @param extra bytes that each takes besides itself
   */
  public static Keeping rows(String operator, RelDataType row, long extra) {
    return new Keeping(operator, row, null, extra, 0, null, null);
  }

  /** The first rows of an order, as many as LIMIT and OFFSET say. */
  public static Keeping limited(
      String operator,
      RelDataType row,
      long extra,
      @Nullable RexNode offset,
      @Nullable RexNode most) {
    return new Keeping(operator, row, null, extra, 0, offset, most);
  }

  /**
   * Groups with their keys.
   *
   * @param row what each group keeps of all its rows; null where it keeps none
   * @param states bytes of a group's aggregates
   * @param each bytes that each row adds to its group, besides itself
   */
  public static Keeping groups(
      String operator, @Nullable RelDataType row, RelDataType key, long states, long each) {
    return new Keeping(operator, row, key, each, GROUP + states, null, null);
  }

  /** Called by the code that Calcite generates. */
  public Enumerable<@Nullable Object> of(Enumerable<@Nullable Object> rows, DataContext context) {
    return new CountedRows(rows, this, QueryRun.of(context));
  }

  /**
   * Called by the code that Calcite generates, for GROUPING SETS.
   *
   * @param totals which of the keys are of the set {@code ()}, whose group is there without rows
   */
  public <K, A, R> Enumerable<R> sets(
      DataContext context,
      int[] totals,
      Enumerable<@Nullable Object> rows,
      List<Function1<@Nullable Object, K>> keys,
      Function0<A> initializer,
      Function2<A, @Nullable Object, A> adder,
      Function2<K, A, R> result) {
    CountedGroups counted = new CountedGroups(this, QueryRun.of(context));
    Enumerable<R> groups =
        EnumerableDefaults.groupByMultiple(
            counted.source(rows),
            keys(counted, keys),
            counted.initializer(initializer),
            adder,
            result);
    if (totals.length == 0 || groups.any()) {
      return groups;
    }
    List<R> ofNoRows = new ArrayList<>();
    for (int total : totals) {
      ofNoRows.add(result.apply(keys.get(total).apply(null), initializer.apply()));
    }
    return Linq4j.asEnumerable(ofNoRows);
  }

  private static <K> List<Function1<@Nullable Object, K>> keys(
      CountedGroups counted, List<Function1<@Nullable Object, K>> keys) {
    List<Function1<@Nullable Object, K>> all = new ArrayList<>();
    keys.forEach(k -> all.add(counted.key(k)));
    return all;
  }

  /** The operator's share of a query's memory, in which nothing is counted yet. */
  KeptMemory.Share share(QueryRun run) {
    return run.memory().share(this, operator);
  }

  /** Bytes kept of a row. */
  long bytes(@Nullable Object value) {
    return each + (row == null ? 0 : row.bytes(value));
  }

  /** Bytes of a new group. */
  long groupBytes(@Nullable Object value) {
    return states + (key == null ? 0 : key.bytes(value));
  }

  /** Rows that are kept at most. */
  long most(QueryRun run) {
    return most == null ? Long.MAX_VALUE : number(most, run) + number(offset, run);
  }

  private static long number(@Nullable RexNode node, QueryRun run) {
    Object value =
        node instanceof RexLiteral literal
            ? literal.getValueAs(BigDecimal.class)
            : node instanceof RexDynamicParam parameter ? run.get(parameter.getName()) : null;
    return value instanceof Number n ? Math.min(n.longValue(), Integer.MAX_VALUE) : 0;
  }
}
