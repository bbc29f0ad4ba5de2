package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.KnownFlows;
import dev.weft.batch.LongVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one worker in one layout: a table that stays in the cache, and, when there are more
 * groups than that, partitions it is emptied into.
 */
final class GroupStore {
  /** Groups of a table before it is emptied. */
  private static final int MOST_GROUPS = 1 << 15;

  /** Rows that go past a table which hardly made them fewer, until it is tried again. */
  private static final long ROWS_PAST = 1 << 20;

  private static final int DIRECT_BITS = 17;
  private static final int DIRECT_BITS_WITHOUT_CALLS = 20;
  private static final int SMALL_PART = 8;
  private static final int SMALL_BITS = 10; // a hashed table starts as large

  final KeyLayout layout;

  /** Keys of the rows to add, at most {@link Batch#ROWS}. */
  final long[][] words;

  private final QueryContext context;
  private final GroupTable table;
  private final boolean direct;
  private final boolean oneGroup;
  private final long[] hashes = new long[Batch.ROWS];
  private final int[] groups = new int[Batch.ROWS];
  private final int[] runRows = new int[Batch.ROWS];
  private @Nullable DirectSums sums;
  private boolean tableUsed;
  private final LongVector[] arguments; // of the sums
  private @Nullable PartitionBuffers partitions;
  private long rowsInTable;
  private long rowsPast;
  private long @Nullable [][] rowColumns;

  GroupStore(QueryContext context, KeyLayout layout, Aggregation aggregation) {
    this.context = context;
    this.layout = layout;
    this.words = new long[layout.words()][Batch.ROWS];
    int most = aggregation.calls().isEmpty() ? DIRECT_BITS_WITHOUT_CALLS : DIRECT_BITS;
    this.direct =
        layout.words() == 1 && layout.bits() <= most && fits(context, layout, aggregation);
    this.oneGroup = direct && layout.bits() == 0;
    this.table = newTable(context, layout, aggregation, direct);
    this.sums = DirectSums.of(layout, List.of(table.accumulators), !direct, context.budget);
    this.arguments = new LongVector[sums == null ? 0 : sums.sums()];
  }

  /**
   * True where a table for all keys that may come takes no more than a small part of the memory.
   */
  private static boolean fits(QueryContext context, KeyLayout layout, Aggregation aggregation) {
    long words = 2;
    for (Aggregation.Call call : aggregation.calls()) {
      words += call.stateWords();
    }
    long most = context.budget.limit() / SMALL_PART / context.threads();
    return layout.bits() <= SMALL_BITS || (words * Long.BYTES << layout.bits()) <= most;
  }

  private static GroupTable newTable(
      QueryContext context, KeyLayout layout, Aggregation aggregation, boolean direct) {
    return direct
        ? GroupTable.direct(layout.bits(), aggregation::accumulators, context.budget)
        : GroupTable.hashed(layout.words(), aggregation::accumulators, context.budget);
  }

  /**
   * Adds rows whose keys stand in {@link #words}.
   *
   * @param rows null = rows 0 to count - 1
   */
  void add(int @Nullable [] rows, int count, Feed[] feeds) {
    if (sums != null && addSums(sums, rows, count, feeds)) {
      return;
    }
    tableUsed = true;
    if (direct && feeds.length == 1 && addOnlySum(rows, count, feeds[0])) {
      return;
    }
    if (!direct) {
      KeyHash.of(words, layout.words(), count, hashes);
      if (rowsPast > 0) {
        addPast(rows, count, feeds);
        return;
      }
      if (!table.makeRoom(count, MOST_GROUPS)) {
        boolean useless = rowsInTable < table.index.size() + table.index.size() / 4;
        flush();
        if (useless) {
          rowsPast = ROWS_PAST;
          addPast(rows, count, feeds);
          return;
        }
      }
      rowsInTable += count;
    }
    table.index.find(words, hashes, count, groups);
    feed(rows, count, feeds);
  }

  /** The sum of one column by a narrow key needs one pass; false where it is something else. */
  private boolean addOnlySum(int @Nullable [] rows, int count, Feed feed) {
    return table.accumulators[0] instanceof LongSumAccumulator sum
        && table.index instanceof DirectIndex index
        && feed.takesAll()
        && feed.argument() instanceof LongVector longs
        && sum.addAt(words[0], index.present(), rows, count, longs.values);
  }

  private boolean addSums(DirectSums target, int @Nullable [] rows, int count, Feed[] feeds) {
    int n = 0;
    for (int i = 0; i < feeds.length; i++) {
      if (!feeds[i].takesAll()) {
        return false;
      }
      if (table.accumulators[i].valueWords() > 0) {
        if (!(feeds[i].argument() instanceof LongVector longs)) {
          return false;
        }
        arguments[n++] = longs;
      }
    }
    boolean added = target.add(words[0], rows, count, arguments);
    if (!added && target.isFull()) {
      long[] keys = words[0].clone(); // of the rows that are to be added next
      settle();
      System.arraycopy(keys, 0, words[0], 0, count);
    }
    return added;
  }

  /** Brings the groups of {@link #sums} to the table, and goes on without. */
  void settle() {
    DirectSums source = sums;
    if (source == null) {
      return;
    }
    sums = null;
    DirectSums.Groups some = source.newGroups();
    for (int p = 0; p < source.pages(); p++) {
      int count = source.list(p, some);
      if (count > 0) {
        tableUsed = true;
        System.arraycopy(some.keys(), 0, words[0], 0, count);
        if (!direct) {
          KeyHash.of(words, 1, count, hashes);
          if (!table.makeRoom(count, MOST_GROUPS)) {
            flush();
          }
        }
        table.addSums(words, hashes, count, groups, some);
      }
    }
    source.release();
  }

  /** What is gathered, where it is all that there is; else null. */
  @Nullable DirectSums onlySums() {
    return tableUsed ? null : sums;
  }

  /**
   * Brings rows to the partitions as a group each: where nearly every row has a key of its own,
   * looking for its group is in vain. The table is empty; its accumulators make the states.
   */
  private void addPast(int @Nullable [] rows, int count, Feed[] feeds) {
    long[][] columns = rowColumns;
    if (columns == null) {
      columns = new long[table.columns()][Batch.ROWS];
      System.arraycopy(words, 0, columns, 0, layout.words());
      rowColumns = columns;
    }
    for (int i = 0; i < count; i++) {
      groups[i] = i;
    }
    feed(rows, count, feeds);
    table.storeStates(groups, count, columns);
    table.clearStates(count);
    partitionBuffers().add(columns, hashes, count);
    rowsPast -= count;
  }

  private void feed(int @Nullable [] rows, int count, Feed[] feeds) {
    for (int i = 0; i < feeds.length; i++) {
      if (oneGroup && feeds[i].feedOne(table.accumulators[i], 0, rows, 0, count)) {
        continue;
      }
      feeds[i].feed(table.accumulators[i], groups, rows, count);
    }
  }

  /** Makes the one group that there is without keys. */
  void addOnlyGroup() {
    words[0][0] = 0;
    group();
  }

  /** False as long as rows go past the table. */
  boolean takesRuns() {
    return rowsPast == 0;
  }

  /** Finds or makes the group whose key stands in row 0 of {@link #words}. */
  private int group() {
    tableUsed = true;
    if (!direct) {
      KeyHash.of(words, layout.words(), 1, hashes);
      if (!table.makeRoom(1, MOST_GROUPS)) {
        flush();
      }
    }
    table.index.find(words, hashes, 1, groups);
    return groups[0];
  }

  /** Adds flows known without reading whose key stands in row 0 of {@link #words}. */
  void addKnown(List<BlockFeed> feeds, KnownFlows flows) {
    int group = group();
    for (int i = 0; i < feeds.size(); i++) {
      feeds.get(i).feed(table.accumulators[i], group, flows);
    }
  }

  /**
   * Adds rows whose one key stands in row 0 of {@link #words}.
   *
   * @param rows null = rows {@code from} to {@code from + count - 1}, else what stands there
   */
  void addRun(int @Nullable [] rows, int from, int count, Feed[] feeds) {
    int group = group();
    int @Nullable [] some = null;
    for (int i = 0; i < feeds.length; i++) {
      if (!feeds[i].feedOne(table.accumulators[i], group, rows, from, count)) {
        if (some == null) {
          some = runRows;
          for (int k = 0; k < count; k++) {
            some[k] = rows == null ? from + k : rows[from + k];
          }
          Arrays.fill(groups, 0, count, group);
        }
        feeds[i].feed(table.accumulators[i], groups, some, count);
      }
    }
  }

  GroupTable table() {
    return table;
  }

  @Nullable PartitionBuffers partitions() {
    return partitions;
  }

  /** Empties the table into the partitions. */
  void flush() {
    flush(table, layout.words(), partitionBuffers());
    rowsInTable = 0;
  }

  private PartitionBuffers partitionBuffers() {
    PartitionBuffers target = partitions;
    if (target == null) {
      target = new PartitionBuffers(context, table.columns(), 0);
      partitions = target;
    }
    return target;
  }

  static void flush(GroupTable table, int keyWords, PartitionBuffers target) {
    long[][] columns = new long[table.columns()][Batch.ROWS];
    long[] hashes = new long[Batch.ROWS];
    int[] groups = new int[Batch.ROWS];
    int from = 0;
    for (int n = table.index.list(from, groups); n > 0; n = table.index.list(from, groups)) {
      table.store(groups, n, columns);
      KeyHash.of(columns, keyWords, n, hashes);
      target.add(columns, hashes, n);
      from = groups[n - 1] + 1;
    }
    table.clear();
  }

  /**
   * Takes over the groups of another store's table.
   *
   * @return false where there is no room for them; then nothing was taken
   */
  boolean merge(GroupStore other) {
    GroupTable source = other.table;
    if (table.addAll(source)) {
      source.clear();
      return true;
    }
    if (!direct && !table.makeRoom(source.index.size(), 4 * MOST_GROUPS)) {
      return false;
    }
    long[][] columns = new long[table.columns()][Batch.ROWS];
    int[] listed = new int[Batch.ROWS];
    int from = 0;
    for (int n = source.index.list(from, listed); n > 0; n = source.index.list(from, listed)) {
      source.store(listed, n, columns);
      KeyHash.of(columns, layout.words(), n, hashes);
      table.combine(columns, hashes, n, groups);
      from = listed[n - 1] + 1;
    }
    source.clear();
    return true;
  }
}
