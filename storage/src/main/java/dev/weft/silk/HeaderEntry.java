package dev.weft.silk;

/** What a SiLK header says beside its fixed fields. Entries of unknown kinds are not kept. */
public sealed interface HeaderEntry {
  /**
   * Id 1: what all flows of an hourly file share.
   *
   * @param hour what start times count from, ms since the epoch
   * @param flowtype flowtype id
   * @param sensor sensor id
   */
  record PackedFile(long hour, long flowtype, long sensor) implements HeaderEntry {}

  /** Id 2: a command line that made the file. */
  record Invocation(String text) implements HeaderEntry {}

  /** Id 3: a note of a person. */
  record Annotation(String text) implements HeaderEntry {}

  /** Id 4: where a collector got the flows. */
  record ProbeName(String text) implements HeaderEntry {}

  /** Id 5: the name of a prefix map. */
  record PrefixMapName(long version, String name) implements HeaderEntry {}

  /** Id 6: types and lengths of the keys and counters of a Bag, each an unsigned 16-bit number. */
  record Bag(int keyType, int keyLength, int counterType, int counterLength)
      implements HeaderEntry {}

  /** Id 7: the shape of an IPset, each an unsigned 32-bit number. */
  record IpSet(
      long childrenPerNode,
      long leafCount,
      long leafSize,
      long nodeCount,
      long nodeSize,
      long rootIndex)
      implements HeaderEntry {}

  /** Id 8: keys and counters of an aggregate Bag, as they stand in the header. */
  record AggregateBag(byte[] payload) implements HeaderEntry {}
}
