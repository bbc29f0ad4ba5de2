package dev.weft.sql.rel;

import dev.weft.operator.LoadBins;
import dev.weft.sql.exec.QueryRun;
import dev.weft.sql.translate.Execution;
import dev.weft.sql.translate.ExpressionTranslator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rex.RexBuilder;
import org.jspecify.annotations.Nullable;

/** {@code spread} of one row after the other. */
public final class SpreadRows {
  private final SpreadCall call;
  private final RexBuilder rexBuilder;

  SpreadRows(SpreadCall call, RexBuilder rexBuilder) {
    this.call = call;
    this.rexBuilder = rexBuilder;
  }

  /** Called by the code that Calcite generates. */
  public Enumerable<@Nullable Object[]> of(
      Enumerable<@Nullable Object[]> input, DataContext context) {
    QueryRun run = QueryRun.of(context);
    ExpressionTranslator constants =
        new ExpressionTranslator(new Execution(rexBuilder, run.files(), run), List.of());
    LoadBins bins = call.bins(constants::constant);
    return input.selectMany(row -> rows(row, bins));
  }

  private Enumerable<@Nullable Object[]> rows(@Nullable Object[] row, LoadBins bins) {
    Object first = row[call.start()];
    Object end = row[call.end() >= 0 ? call.end() : call.duration()];
    if (!(first instanceof Number start) || end == null) {
      return Linq4j.emptyEnumerable();
    }
    long from = start.longValue();
    long to =
        call.end() >= 0
            ? ((Number) end).longValue()
            : from + new BigDecimal(end.toString()).movePointRight(3).longValueExact();
    List<@Nullable Object[]> made = new ArrayList<>();
    bins.forEach(
        from, Math.max(from, to), (bin, records, share) -> made.add(row(row, bin, records, share)));
    return Linq4j.asEnumerable(made);
  }

  private @Nullable Object[] row(@Nullable Object[] row, long bin, double records, double share) {
    @Nullable Object[] out = Arrays.copyOf(row, row.length + 2);
    for (int i = 0; i < row.length; i++) {
      if (call.isShared(i) && row[i] instanceof Number n) {
        out[i] = n.doubleValue() * share;
      }
    }
    out[row.length] = bin;
    out[row.length + 1] = records;
    return out;
  }
}
