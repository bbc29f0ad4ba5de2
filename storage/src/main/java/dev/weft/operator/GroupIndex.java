package dev.weft.operator;

/** Numbers the groups of a table by their keys. For one thread. */
interface GroupIndex {
  /** Group numbers below this may be in use. */
  int limit();

  /** Number of groups. */
  int size();

  /** Numbers are below this as long as the index does not grow. */
  int numbers();

  /** True where about half of the numbers are never given, and others come when it grows. */
  default boolean isSparse() {
    return false;
  }

  /** True where {@code more} new groups fit without {@link #grow}. */
  boolean hasRoom(int more);

  /** Doubles the capacity; not for a sparse index. */
  void grow();

  /**
   * Finds or makes the group of each key.
   *
   * @param words columns of keys, rows 0 to count - 1
   * @param hashes of the keys, see {@link KeyHash}; unused where there is no hashing
   */
  void find(long[][] words, long[] hashes, int count, int[] groups);

  /**
   * Lists groups.
   *
   * @param from group number to begin at
   * @return how many were written to {@code groups}, at most its length; fewer only at the end
   */
  int list(int from, int[] groups);

  /** Writes the keys of groups into rows 0 and following of the columns. */
  void keys(int[] groups, int count, long[][] words);

  /** Forgets all groups; the capacity stays. */
  void clear();
}
