package dev.weft.operator;

/**
 * Queries and their responses, as SiLK's rwmatch pairs them. Columns: start and end (LONG, ms),
 * whether the row is a response (LONG, truth), and whether a response that starts with its query is
 * the one that began (LONG, truth). Rows where one of them is NULL match nothing.
 *
 * @param delta milliseconds that a window lasts beyond the end of what opened it, not negative
 * @param symmetric true also lets a query follow its response
 */
public record Matches(long delta, Window window, boolean symmetric) implements Numbering {
  /** Until when rows join a match. */
  public enum Window {
    /** While the row that began it lasts. */
    ABSOLUTE,
    /** While any row of the match lasts. */
    RELATIVE,
    /** For ever. */
    INFINITE
  }

  public Matches {
    if (delta < 0) {
      throw new IllegalArgumentException("a window of " + delta + " ms is negative");
    }
  }
}
