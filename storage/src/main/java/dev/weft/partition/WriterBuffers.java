package dev.weft.partition;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.encoding.ByteSink;
import dev.weft.flow.FlowColumn;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memory that a {@link PartitionWriter} works in, for one file after the other: taking and
 * clearing it anew costs more than encoding a small partition. For one thread, and for one writer
 * at a time.
 */
public final class WriterBuffers {
  private static final Set<FlowColumn> COLUMNS = EnumSet.copyOf(PartitionFormat.COLUMNS);
  private static final int LEAST_ROWS = 256;

  final BlockEncoder encoder = new BlockEncoder();
  final ByteSink sink = new ByteSink();
  final AddressSet sources = new AddressSet();
  final AddressSet destinations = new AddressSet();
  private Batch pending = Batch.ofFlows(COLUMNS, LEAST_ROWS);
  private int capacity = LEAST_ROWS;

  /** Empties everything. */
  void begin() {
    pending.size(0);
    sink.clear();
    sources.clear();
    destinations.clear();
  }

  /** The rows not yet written. */
  Batch pending() {
    return pending;
  }

  /**
   * Adds selected rows of a batch to those pending.
   *
   * @param from the first, counted among the selected
   * @param most rows that will ever be pending
   */
  void add(Batch flows, int from, int count, int most) {
    room(pending.size() + count, most);
    copy(flows, from, count);
  }

  private void room(int rows, int most) {
    if (rows > capacity) {
      capacity = Math.max(rows, Math.min(most, 2 * capacity));
      Batch smaller = pending;
      pending = Batch.ofFlows(COLUMNS, capacity);
      pending.size(0);
      copy(smaller, 0, smaller.size());
    }
  }

  private void copy(Batch flows, int from, int count) {
    int at = pending.size();
    int[] selection = flows.selection();
    for (FlowColumn c : PartitionFormat.COLUMNS) {
      if (c.isAddress()) {
        AddressVector source = flows.addresses(c);
        AddressVector target = pending.addresses(c);
        if (source.allIpv4() && selection == null) {
          Arrays.fill(target.highs, at, at + count, 0);
        } else {
          copy(source.highs, selection, from, target.highs, at, count);
        }
        copy(source.lows, selection, from, target.lows, at, count);
      } else {
        copy(flows.longs(c).values, selection, from, pending.longs(c).values, at, count);
      }
    }
    pending.size(at + count);
  }

  private static void copy(
      long[] source, int @Nullable [] selection, int from, long[] target, int at, int count) {
    if (selection == null) {
      System.arraycopy(source, from, target, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[at + i] = source[selection[from + i]];
    }
  }
}
