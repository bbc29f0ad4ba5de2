package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.error.QueryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings the stores that several workers have of one layout together and puts out their groups. */
final class GroupFinisher {
  private static final int MOST_GROUPS = 1 << 28;

  /** Rows that are finished in one table at least, so that small partitions cost no table each. */
  private static final int ENOUGH_ROWS = 1 << 13;

  private final QueryContext context;
  private final Aggregation aggregation;
  private final KeyLayout layout;
  private final List<GroupStore> stores;

  /**
   * @param stores at least one
   */
  GroupFinisher(QueryContext context, Aggregation aggregation, List<GroupStore> stores) {
    this.context = context;
    this.aggregation = aggregation;
    this.layout = stores.get(0).layout;
    this.stores = stores;
  }

  void finish(Sinks sinks) throws IOException {
    DirectSums sums = mergedSums();
    if (sums != null) {
      emit(sums, sinks);
      stores.forEach(s -> s.table().release());
      return;
    }
    stores.forEach(GroupStore::settle);
    if (stores.stream().allMatch(s -> s.partitions() == null) && mergeTables()) {
      GroupTable table = stores.get(0).table();
      new GroupEmitter(aggregation, layout, sinks.of(0)).emit(table);
      stores.forEach(s -> s.table().release());
      return;
    }
    List<PartitionBuffers> inputs = new ArrayList<>();
    Workers.run(
        context,
        stores.size(),
        (worker, task) -> {
          GroupStore store = stores.get(task);
          store.flush();
          store.table().release();
          PartitionBuffers partitions = store.partitions();
          if (partitions != null) {
            synchronized (inputs) {
              inputs.add(partitions);
            }
          }
        });
    @Nullable Worker[] workers = new Worker[context.threads()];
    int together = partitionsOfTask(inputs);
    Workers.run(
        context,
        PartitionBuffers.PARTITIONS / together,
        (number, task) -> {
          Worker worker = workers[number];
          if (worker == null) {
            worker = new Worker(new GroupEmitter(aggregation, layout, sinks.of(number)));
            workers[number] = worker;
          }
          worker.aggregate(inputs, task * together, together, 0);
        });
    for (Worker worker : workers) {
      if (worker != null) {
        worker.table.release();
      }
    }
    inputs.forEach(PartitionBuffers::release);
  }

  /** How many partitions one task finishes: a power of two. */
  private static int partitionsOfTask(List<PartitionBuffers> inputs) {
    long rows = 0;
    for (PartitionBuffers input : inputs) {
      rows += input.rows();
    }
    int together = 1;
    while (together < PartitionBuffers.PARTITIONS
        && rows / PartitionBuffers.PARTITIONS * together < ENOUGH_ROWS) {
      together *= 2;
    }
    return together;
  }

  /** What all stores have gathered, if they hold nothing else. */
  private @Nullable DirectSums mergedSums() {
    if (stores.stream().anyMatch(s -> s.onlySums() == null)) {
      return null;
    }
    DirectSums first = stores.get(0).onlySums();
    for (int i = 1; first != null && i < stores.size(); i++) {
      DirectSums other = stores.get(i).onlySums();
      if (other == null || !first.merge(other)) {
        return null;
      }
    }
    return first;
  }

  private void emit(DirectSums sums, Sinks sinks) throws IOException {
    GroupEmitter emitter = new GroupEmitter(aggregation, layout, sinks.of(0));
    GroupTable page =
        GroupTable.direct(DirectSums.PAGE_BITS, aggregation::accumulators, context.budget);
    int[] numbers = new int[DirectSums.PAGE];
    DirectSums.Groups groups = sums.newGroups();
    long[] keys = groups.keys();
    for (int p = 0; p < sums.pages(); p++) {
      int count = sums.list(p, groups);
      if (count > 0) {
        context.control.check();
        long base = DirectSums.base(p);
        for (int i = 0; i < count; i++) {
          keys[i] -= base;
        }
        page.addSums(new long[][] {keys}, keys, count, numbers, groups);
        emitter.emit(page, base);
        page.clear();
      }
    }
    page.release();
    sums.release();
  }

  private boolean mergeTables() {
    for (int i = 1; i < stores.size(); i++) {
      if (!stores.get(0).merge(stores.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Finishes partitions, one after the other. */
  private final class Worker {
    private final GroupTable table =
        GroupTable.finishing(layout.words(), aggregation::accumulators, context.budget);
    private final GroupEmitter emitter;
    private final long[][] columns = new long[table.columns()][Batch.ROWS];
    private final long[] hashes = new long[Batch.ROWS];
    private final int[] groups = new int[Batch.ROWS];
    private @Nullable PartitionBuffers deeper;

    Worker(GroupEmitter emitter) {
      this.emitter = emitter;
    }

    /** Finishes partitions {@code first} to {@code first + number - 1} in one table. */
    void aggregate(List<PartitionBuffers> inputs, int first, int number, int level)
        throws IOException {
      context.control.check();
      for (PartitionBuffers input : inputs) {
        for (int p = first; p < first + number; p++) {
          input.read(p, columns, (rows, count) -> combine(rows, count, level));
        }
      }
      PartitionBuffers overflow = deeper;
      if (overflow == null) {
        emitter.emit(table);
        table.clear();
        return;
      }
      GroupStore.flush(table, layout.words(), overflow);
      deeper = null;
      for (int p = 0; p < PartitionBuffers.PARTITIONS; p++) {
        aggregate(List.of(overflow), p, 1, level + 1);
      }
      overflow.release();
    }

    private void combine(long[][] rows, int count, int level) {
      KeyHash.of(rows, layout.words(), count, hashes);
      if (!table.makeRoom(count, MOST_GROUPS)) {
        PartitionBuffers overflow = deeper;
        if (overflow == null) {
          overflow = deeper(level + 1);
          deeper = overflow;
        }
        GroupStore.flush(table, layout.words(), overflow);
      }
      table.combine(rows, hashes, count, groups);
    }

    private PartitionBuffers deeper(int level) {
      if (level == PartitionBuffers.LEVELS) {
        throw new QueryException(
            "GROUP BY has more groups than fit into the query's memory of "
                + context.budget.limit()
                + " bytes, even by way of temporary files; raise the memory setting");
      }
      return new PartitionBuffers(context, table.columns(), level);
    }
  }
}
