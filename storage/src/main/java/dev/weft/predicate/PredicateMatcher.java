package dev.weft.predicate;

import java.io.IOException;

/**
 * A predicate compiled for one thread: told the bounds of a block, it skips the parts that these
 * decide; then it finds the rows of each chunk that pass, decoding columns as it needs them.
 */
public final class PredicateMatcher {
  private final MatchNode root;

  /**
   * @param normalized as {@link Predicates#normalize} returns it, for speed
   */
  public PredicateMatcher(Predicate normalized) {
    this.root = MatchNode.of(normalized);
  }

  /** Looks at the bounds of a block, before its first chunk. */
  public ZoneDecision prepare(Zones zones) {
    return root.decide(zones);
  }

  /**
   * Finds the rows of a chunk that pass.
   *
   * @param out takes their numbers, ascending; at least as long as the chunk
   * @return how many there are
   */
  public int match(ChunkColumns columns, int[] out) throws IOException {
    return root.match(columns, null, columns.rows(), out);
  }
}
