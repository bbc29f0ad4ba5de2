package dev.weft.ingest;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.flow.FlowColumn;
import dev.weft.store.StoreLayout;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Rows of any number of partitions in the order they came, as columns, each with its place in the
 * {@link RowOrder}. Bulk copies in, sorted gathers out; filled by one thread, then read by others.
 * Reused.
 */
final class FlowRun {
  /** The columns that a segment stores: sensor and type are its key. */
  static final Set<FlowColumn> COLUMNS = columns();

  /** Most rows of a run. */
  static final int MAX_ROWS = 1 << RowOrder.ROW_BITS;

  /** Memory of a row: the columns (addresses twice), its order, and the sorter's spare. */
  static final int ROW_BYTES = 8 * (COLUMNS.size() + 3 + 2);

  private final int capacity;
  private final long[][] values = new long[FlowColumn.count()][]; // low halves of addresses
  private final long[][] highs = new long[FlowColumn.count()][];
  private final boolean[] allIpv4 = new boolean[FlowColumn.count()];
  private final long[] order;
  private final long[] spare;
  private final PairTable partitions = new PairTable(); // hour, number of the key's labels
  private int rows;

  FlowRun(int capacity) {
    this.capacity = capacity;
    for (FlowColumn c : COLUMNS) {
      values[c.ordinal()] = new long[capacity];
      if (c.isAddress()) {
        highs[c.ordinal()] = new long[capacity];
      }
    }
    order = new long[capacity];
    spare = new long[capacity];
    clear();
  }

  private static Set<FlowColumn> columns() {
    Set<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
    for (FlowColumn c : FlowColumn.values()) {
      if (c.isStored() && !c.isPartitionKey()) {
        columns.add(c);
      }
    }
    return columns;
  }

  void clear() {
    rows = 0;
    partitions.clear();
    for (FlowColumn c : COLUMNS) {
      allIpv4[c.ordinal()] = true;
    }
  }

  int rows() {
    return rows;
  }

  int capacity() {
    return capacity;
  }

  /** Rows that may be appended; 0 also where no more partitions can be told apart. */
  int room() {
    return partitions.size() > MAX_ROWS ? 0 : capacity - rows;
  }

  /** Forgets the rows from number {@code keep} on. */
  void truncate(int keep) {
    rows = keep;
    if (keep == 0) {
      clear();
    }
  }

  /**
   * Appends rows of a chunk.
   *
   * @param chunk every stored column
   * @param from first row
   * @param count rows, at most {@link #room}
   * @param labels gives each row's sensor and type their number
   */
  void append(Batch chunk, int from, int count, KeyLabels labels) {
    route(chunk, from, count, labels);
    for (FlowColumn c : COLUMNS) {
      long[] target = values[c.ordinal()];
      if (c.isAddress()) {
        AddressVector v = chunk.addresses(c);
        allIpv4[c.ordinal()] &= v.allIpv4();
        System.arraycopy(v.highs, from, highs[c.ordinal()], rows, count);
        System.arraycopy(v.lows, from, target, rows, count);
      } else {
        System.arraycopy(chunk.longs(c).values, from, target, rows, count);
      }
    }
    rows += count;
  }

  /** Finds each row's partition; rows of the partition of the row before cost three compares. */
  private void route(Batch chunk, int from, int count, KeyLabels labels) {
    long[] times = chunk.longs(FlowColumn.STIME).values;
    long[] sensors = chunk.longs(FlowColumn.SENSOR).values;
    long[] flowtypes = chunk.longs(FlowColumn.FLOWTYPE).values;
    long sensor = 0;
    long flowtype = 0;
    long hour = 0;
    long limit = -1; // length of the current hour, or nothing fits yet
    int partition = 0;
    for (int i = 0; i < count; i++) {
      long time = times[from + i];
      boolean same =
          time >= hour
              && time - hour < limit
              && sensors[from + i] == sensor
              && flowtypes[from + i] == flowtype;
      if (!same) {
        sensor = sensors[from + i];
        flowtype = flowtypes[from + i];
        hour = hourOf(time);
        limit = StoreLayout.HOUR_MILLIS;
        partition = partitions.number(hour, labels.number(sensor, flowtype));
      }
      order[rows + i] = RowOrder.of(partition, time - hour, rows + i);
    }
  }

  private static long hourOf(long time) {
    long hours = Math.floorDiv(time, StoreLayout.HOUR_MILLIS);
    if (hours * StoreLayout.HOUR_MILLIS > time) { // wrapped: the hour starts before any long
      throw new IllegalArgumentException("start time " + time + " ms lies before any hour");
    }
    return hours * StoreLayout.HOUR_MILLIS;
  }

  /** Sorts some of the rows; {@link #orderAt} then tells which is where. */
  void sort(int from, int to) {
    RowOrder.sort(order, from, to, spare);
  }

  long orderAt(int position) {
    return order[position];
  }

  /** Hour of a partition of this run, ms since the epoch. */
  long hour(int partition) {
    return partitions.first(partition);
  }

  /** Number of a partition's labels, see {@link KeyLabels}. */
  int label(int partition) {
    return (int) partitions.second(partition);
  }

  /**
   * Copies the rows at some positions of the order into a batch of all {@link #COLUMNS}.
   *
   * @param from first position
   * @param count at most the batch's capacity
   */
  void gather(int from, int count, Batch target) {
    int first = RowOrder.row(order[from]);
    boolean together = true; // as they came: copied in bulk
    for (int i = 1; i < count; i++) {
      together &= RowOrder.row(order[from + i]) == first + i;
    }
    for (FlowColumn c : COLUMNS) {
      long[] source = values[c.ordinal()];
      if (!c.isAddress()) {
        LongVector v = target.longs(c);
        v.clearNulls();
        copy(source, v.values, from, count, first, together);
        continue;
      }
      AddressVector v = target.addresses(c);
      v.clearNulls();
      copy(source, v.lows, from, count, first, together);
      if (allIpv4[c.ordinal()]) {
        Arrays.fill(v.highs, 0, count, 0);
        v.allIpv4(true);
      } else {
        copy(highs[c.ordinal()], v.highs, from, count, first, together);
        v.allIpv4(isAllIpv4(v, count));
      }
    }
    target.size(count);
  }

  private void copy(
      long[] source, long[] target, int from, int count, int first, boolean together) {
    if (together) {
      System.arraycopy(source, first, target, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      target[i] = source[(int) (order[from + i] & RowOrder.ROW_MASK)];
    }
  }

  private static boolean isAllIpv4(AddressVector v, int count) {
    long other = 0;
    for (int i = 0; i < count; i++) {
      other |= v.highs[i] | v.lows[i] >>> 32 ^ 0xFFFF;
    }
    return other == 0;
  }
}
