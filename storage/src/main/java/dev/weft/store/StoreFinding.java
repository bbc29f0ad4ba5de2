package dev.weft.store;

import java.nio.file.Path;

/**
 * Something a verification found.
 *
 * @param lostFlows flows that can't be read because of it; -1 where nobody knows
 * @param message one line that names file, place, expected and found
 */
public record StoreFinding(Kind kind, Path file, long lostFlows, String message) {
  /** What is wrong. */
  public enum Kind {
    /** Bytes are not those that were written, or can't be read. */
    DAMAGED,
    /** A file, or flows in it, belongs elsewhere: a query may not find them. */
    MISPLACED,
    /** A file that is none of the store's; queries don't read it. */
    STRAY,
    /**
     * Left by an import or a compaction, killed or waiting for readers; the next one removes or
     * finishes it.
     */
    LEFTOVER
  }

  /** True where flows are, or may be, lost to queries. */
  public boolean isFault() {
    return switch (kind) {
      case DAMAGED, MISPLACED -> true;
      case STRAY, LEFTOVER -> false;
    };
  }
}
