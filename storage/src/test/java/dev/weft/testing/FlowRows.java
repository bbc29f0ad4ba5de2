package dev.weft.testing;

import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongUnaryOperator;

/** Flows held as plain columns, for the row-by-row models that tests compare with. Immutable. */
public final class FlowRows {
  private final int size;
  private final long[][] highs;
  private final long[][] lows;

  /**
   * @param highs upper halves by column ordinal, looked at for addresses only
   * @param lows values, or lower halves of addresses, by column ordinal; kept, not copied
   */
  FlowRows(int size, long[][] highs, long[][] lows) {
    this.size = size;
    this.highs = highs;
    this.lows = lows;
  }

  public int size() {
    return size;
  }

  /** The value of a long column. */
  public long value(FlowColumn column, int row) {
    return lows[column.ordinal()][row];
  }

  /** Upper half of an address. */
  public long high(FlowColumn column, int row) {
    return highs[column.ordinal()][row];
  }

  /** Lower half of an address. */
  public long low(FlowColumn column, int row) {
    return lows[column.ordinal()][row];
  }

  public IpAddress address(FlowColumn column, int row) {
    return new IpAddress(high(column, row), low(column, row));
  }

  /** Of an address itself, of a long column its value in the low half. */
  IpAddress halves(FlowColumn column, int row) {
    return new IpAddress(column.isAddress() ? high(column, row) : 0, low(column, row));
  }

  /** The row as text that tells it from others, for comparing sets of rows. */
  public String text(int row, Iterable<FlowColumn> columns) {
    StringBuilder b = new StringBuilder();
    for (FlowColumn c : columns) {
      b.append(c.isAddress() ? address(c, row).toString() : Long.toString(value(c, row)));
      b.append('|');
    }
    return b.toString();
  }

  /** The rows that pass, in order. */
  public FlowRows where(IntPredicate keep) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      if (keep.test(i)) {
        rows.add(i);
      }
    }
    return pick(rows);
  }

  /** These rows in this order. */
  public FlowRows pick(List<Integer> rows) {
    long[][] h = new long[highs.length][];
    long[][] l = new long[lows.length][];
    for (FlowColumn c : FlowColumn.values()) {
      int k = c.ordinal();
      h[k] = new long[c.isAddress() ? rows.size() : 0];
      l[k] = new long[rows.size()];
      for (int i = 0; i < rows.size(); i++) {
        l[k][i] = lows[k][rows.get(i)];
        if (c.isAddress()) {
          h[k][i] = highs[k][rows.get(i)];
        }
      }
    }
    return new FlowRows(rows.size(), h, l);
  }

  /** The rows by start time, ties as they were. */
  public FlowRows sortedByStart() {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(i);
    }
    rows.sort(Comparator.comparingLong(i -> value(FlowColumn.STIME, i)));
    return pick(rows);
  }

  /** The rows with other values of a long column. */
  public FlowRows map(FlowColumn column, LongUnaryOperator change) {
    long[][] l = lows.clone();
    l[column.ordinal()] = Arrays.stream(lows[column.ordinal()]).map(change).toArray();
    return new FlowRows(size, highs, l);
  }
}
