package dev.weft.sql.function;

import dev.weft.operator.LoadBins;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** {@link Spread} of one row after the other. */
final class SpreadRows {
  private final LoadBins bins;
  private final SpanColumns span;
  private final boolean[] shared;

  SpreadRows(RelDataType table, LoadBins bins) {
    this.bins = bins;
    this.span = SpanColumns.of(table);
    List<String> names = table.getFieldNames();
    this.shared = new boolean[names.size()];
    for (int i = 0; i < shared.length; i++) {
      shared[i] = Spread.SHARED.contains(names.get(i));
    }
  }

  Enumerable<@Nullable Object[]> of(@Nullable Object[] row) {
    Object first = row[span.start()];
    Object end = row[span.end() >= 0 ? span.end() : span.duration()];
    if (!(first instanceof Number start) || end == null) {
      return Linq4j.emptyEnumerable();
    }
    long from = start.longValue();
    long to =
        span.end() >= 0
            ? ((Number) end).longValue()
            : from + new BigDecimal(end.toString()).movePointRight(3).longValueExact();
    List<@Nullable Object[]> made = new ArrayList<>();
    bins.forEach(
        from, Math.max(from, to), (bin, records, share) -> made.add(row(row, bin, records, share)));
    return Linq4j.asEnumerable(made);
  }

  private @Nullable Object[] row(@Nullable Object[] row, long bin, double records, double share) {
    @Nullable Object[] out = Arrays.copyOf(row, shared.length + 2);
    for (int i = 0; i < shared.length; i++) {
      if (shared[i] && row[i] instanceof Number n) {
        out[i] = n.doubleValue() * share;
      }
    }
    out[shared.length] = bin;
    out[shared.length + 1] = records;
    return out;
  }
}
