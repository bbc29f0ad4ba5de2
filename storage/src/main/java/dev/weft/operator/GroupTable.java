package dev.weft.operator;

import java.util.List;

/** Groups with their accumulators. For one thread. */
final class GroupTable {
  private static final int SMALLEST = 1 << 10;

  final GroupIndex index;
  final Accumulator[] accumulators;
  private final int keyWords;
  private final MemoryBudget budget;
  private int capacity;
  private long reserved;

  private GroupTable(
      GroupIndex index,
      int keyWords,
      int capacity,
      List<Accumulator> accumulators,
      MemoryBudget budget) {
    this.index = index;
    this.keyWords = keyWords;
    this.capacity = capacity;
    this.accumulators = accumulators.toArray(Accumulator[]::new);
    this.budget = budget;
    for (Accumulator a : accumulators) {
      a.ensure(capacity);
    }
    reserved = bytes(capacity);
    budget.reserve(reserved);
  }

  /** A table for keys of so few bits that they number the groups. */
  static GroupTable direct(int bits, List<Accumulator> accumulators, MemoryBudget budget) {
    return new GroupTable(new DirectIndex(bits), 1, 1 << bits, accumulators, budget);
  }

  /** A table for any keys; it starts small. */
  static GroupTable hashed(int keyWords, List<Accumulator> accumulators, MemoryBudget budget) {
    return new GroupTable(
        new HashIndex(keyWords, SMALLEST), keyWords, SMALLEST, accumulators, budget);
  }

  private long bytes(int groups) {
    long states = 0;
    for (Accumulator a : accumulators) {
      states += a.stateWords();
    }
    return groups * (8 * states + 8L * keyWords + 8);
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
      long extra = bytes(larger) - bytes(capacity);
      if (capacity < SMALLEST * 8) { // room for one batch there must be
        budget.reserve(extra);
      } else if (!budget.tryReserve(extra)) {
        return false;
      }
      reserved += extra;
      capacity = larger;
      index.grow();
      for (Accumulator a : accumulators) {
        a.ensure(capacity);
      }
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
