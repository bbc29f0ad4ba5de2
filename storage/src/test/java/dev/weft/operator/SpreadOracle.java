package dev.weft.operator;

import dev.weft.expression.ExpressionOracle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What SiLK's description of rwcount says of one flow, asked of every bin that could matter. */
final class SpreadOracle {
  private SpreadOracle() {}

  static void addRows(
      Plan.Spread plan, List<@Nullable Object> row, List<List<@Nullable Object>> out) {
    Object first = ExpressionOracle.value(plan.first(), row::get);
    Object last = ExpressionOracle.value(plan.last(), row::get);
    if (!(first instanceof Long from) || !(last instanceof Long until)) {
      return;
    }
    LoadBins bins = plan.bins();
    long to = Math.max(from, until);
    long bin = bins.origin() + Math.floorDiv(from - bins.origin(), bins.size()) * bins.size();
    for (; bin <= to; bin += bins.size()) {
      if (bin >= bins.start() && bin < bins.end()) {
        add(plan, row, from, to, bin, out);
      }
    }
  }

  private static void add(
      Plan.Spread plan,
      List<@Nullable Object> row,
      long from,
      long to,
      long bin,
      List<List<@Nullable Object>> out) {
    LoadBins bins = plan.bins();
    long next = bin + bins.size();
    boolean inside = bin <= from && to < next;
    double records =
        switch (bins.scheme()) {
          case BIN_UNIFORM -> 1.0 / touched(bins, from, to);
          case START_SPIKE -> bin <= from && from < next ? 1 : 0;
          case END_SPIKE -> bin <= to && to < next ? 1 : 0;
          case MIDDLE_SPIKE -> {
            long middle = from + (to - from) / 2;
            yield bin <= middle && middle < next ? 1 : 0;
          }
          case TIME_PROPORTIONAL -> {
            double f = bins.size() / (1.0 + to - from);
            yield inside
                ? 1
                : bin <= from
                    ? f * (next - from) / bins.size()
                    : to < next ? f * (to + 1 - bin) / bins.size() : f;
          }
          case MAXIMUM_VOLUME, MINIMUM_VOLUME -> 1;
        };
    if (records == 0) {
      return;
    }
    List<@Nullable Object> made = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      made.add(plan.kept().contains(i) ? row.get(i) : null);
    }
    made.add(bin);
    made.add(records);
    made.add(bins.scheme() == LoadScheme.MINIMUM_VOLUME ? (inside ? 1.0 : 0.0) : records);
    out.add(made);
  }

  private static long touched(LoadBins bins, long from, long to) {
    long count = 0;
    if (from < bins.start()) {
      count += 1 + (bins.start() - from) / bins.size();
    }
    if (to >= bins.end()) {
      count += 1 + (to - bins.end()) / bins.size();
    }
    long bin = bins.origin() + Math.floorDiv(from - bins.origin(), bins.size()) * bins.size();
    for (; bin <= to; bin += bins.size()) {
      count += bin >= bins.start() && bin < bins.end() ? 1 : 0;
    }
    return count;
  }
}
