package dev.weft.operator;

import dev.weft.batch.Batch;
import java.util.List;
import java.util.function.Supplier;

/** Groups with their accumulators. For one thread. */
final class GroupTable {
  private static final int SMALLEST = 1 << 10;

  /** Most state words at which it pays that half of the places stay empty. */
  private static final int MOST_SPARSE_STATES = 4;

  GroupIndex index;
  Accumulator[] accumulators;
  private final Supplier<List<Accumulator>> maker;
  private final int keyWords;
  private final MemoryBudget budget;
  private int capacity;
  private long reserved;

  private GroupTable(
      GroupIndex index,
      int keyWords,
      int capacity,
      Supplier<List<Accumulator>> maker,
      MemoryBudget budget) {
    this.index = index;
    this.keyWords = keyWords;
    this.capacity = capacity;
    this.maker = maker;
    this.accumulators = newAccumulators();
    this.budget = budget;
    reserved = bytes(capacity);
    budget.reserve(reserved);
  }

  /** A table for keys of so few bits that they number the groups. */
  static GroupTable direct(int bits, Supplier<List<Accumulator>> maker, MemoryBudget budget) {
    return new GroupTable(new DirectIndex(bits), 1, 1 << bits, maker, budget);
  }

  /** A table for any keys; it starts small. */
  static GroupTable hashed(int keyWords, Supplier<List<Accumulator>> maker, MemoryBudget budget) {
    return new GroupTable(new HashIndex(keyWords, SMALLEST), keyWords, SMALLEST, maker, budget);
  }

  /** A table for stored groups of which many are new; it starts small. */
  static GroupTable finishing(
      int keyWords, Supplier<List<Accumulator>> maker, MemoryBudget budget) {
    int states = maker.get().stream().mapToInt(Accumulator::stateWords).sum();
    return keyWords == 1 && states <= MOST_SPARSE_STATES
        ? new GroupTable(new SlotIndex(SMALLEST), 1, SMALLEST, maker, budget)
        : hashed(keyWords, maker, budget);
  }

  private Accumulator[] newAccumulators() {
    Accumulator[] made = maker.get().toArray(Accumulator[]::new);
    for (Accumulator a : made) {
      a.ensure(index.numbers());
    }
    return made;
  }

  private long bytes(int groups) {
    long states = 0;
    for (Accumulator a : accumulators) {
      states += a.stateWords();
    }
    int places = index.isSparse() ? 2 : 1;
    return groups * (places * 8 * states + 8L * keyWords + 8);
  }

  /** Columns of a stored group: key words, then states. */
  int columns() {
    int n = keyWords;
    for (Accumulator a : accumulators) {
      n += a.stateWords();
    }
    return n;
  }

  /**
   * Makes room for new groups, as long as there are at most {@code most} and memory allows.
   *
   * @return false where there is no room
   */
  boolean makeRoom(int more, int most) {
    while (!index.hasRoom(more)) {
      int larger = capacity * 2;
      if (larger > most || larger < 0) {
        return false;
      }
      long whole = bytes(larger); // the old arrays stay until all is in the new ones
      if (capacity < SMALLEST * 8) { // room for one batch there must be
        budget.reserve(whole);
      } else if (!budget.tryReserve(whole)) {
        return false;
      }
      capacity = larger;
      if (index.isSparse()) {
        rebuild();
      } else {
        index.grow();
        for (Accumulator a : accumulators) {
          a.ensure(index.numbers());
        }
      }
      budget.release(reserved);
      reserved = whole;
    }
    return true;
  }

  /** Moves the groups to a larger index, in which they get other numbers. */
  private void rebuild() {
    GroupTable larger =
        new GroupTable(new SlotIndex(capacity), keyWords, capacity, maker, new MemoryBudget(0));
    long[][] columns = new long[columns()][Batch.ROWS];
    long[] hashes = new long[Batch.ROWS];
    int[] groups = new int[Batch.ROWS];
    int from = 0;
    for (int n = index.list(from, groups); n > 0; n = index.list(from, groups)) {
      from = groups[n - 1] + 1;
      store(groups, n, columns);
      KeyHash.of(columns, keyWords, n, hashes);
      larger.combine(columns, hashes, n, groups);
    }
    index = larger.index;
    accumulators = larger.accumulators;
  }

  /**
   * Takes over the groups of another table of the same making, array by array.
   *
   * @return false where that can't be; then nothing was taken
   */
  boolean addAll(GroupTable other) {
    if (!(index instanceof DirectIndex mine && other.index instanceof DirectIndex more)) {
      return false;
    }
    for (int i = 0; i < accumulators.length; i++) {
      if (!accumulators[i].takesAll(other.accumulators[i])) {
        return false;
      }
    }
    mine.addAll(more);
    for (int i = 0; i < accumulators.length; i++) {
      accumulators[i].addAll(other.accumulators[i], mine.limit());
    }
    return true;
  }

  /** Combines stored groups into this table, which has room for them. */
  void combine(long[][] columns, long[] hashes, int count, int[] groups) {
    index.find(columns, hashes, count, groups);
    int at = keyWords;
    for (Accumulator a : accumulators) {
      a.combine(groups, count, columns, at);
      at += a.stateWords();
    }
  }

  /**
   * Adds what is known of the rows of groups, for which there is room.
   *
   * @param keys of the groups, in this table
   */
  void addSums(long[][] keys, long[] hashes, int count, int[] groups, DirectSums.Groups some) {
    index.find(keys, hashes, count, groups);
    long[] rows = some.rows();
    int s = 0;
    for (Accumulator a : accumulators) {
      long[] values = a.valueWords() > 0 ? some.values()[s++] : rows;
      for (int i = 0; i < count; i++) {
        a.addSum(groups[i], rows[i], values[i]);
      }
    }
  }

  /** Stores groups as rows 0 and following of the columns. */
  void store(int[] groups, int count, long[][] columns) {
    index.keys(groups, count, columns);
    storeStates(groups, count, columns);
  }

  /** Stores what groups have gathered, without their keys. */
  void storeStates(int[] groups, int count, long[][] columns) {
    int at = keyWords;
    for (Accumulator a : accumulators) {
      a.store(groups, count, columns, at);
      at += a.stateWords();
    }
  }

  /** Forgets all groups, keeps the room. */
  void clear() {
    clearStates(index.limit());
    index.clear();
  }

  /** Forgets what the groups below a limit have gathered. */
  void clearStates(int limit) {
    for (Accumulator a : accumulators) {
      a.clear(limit);
    }
  }

  /** Gives the memory back. */
  void release() {
    budget.release(reserved);
    reserved = 0;
  }
}
