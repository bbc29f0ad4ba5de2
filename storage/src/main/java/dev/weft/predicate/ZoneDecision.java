package dev.weft.predicate;

/** What the known bounds of some rows say of a condition on them; ascending. */
public enum ZoneDecision {
  /** No row passes: skip them. */
  NO_ROW,
  /** Only looking tells. */
  SOME_ROWS,
  /** Every row passes: no need to look. */
  EVERY_ROW;

  /** What is known of rows that must pass both conditions. */
  public ZoneDecision and(ZoneDecision other) {
    return compareTo(other) < 0 ? this : other;
  }

  /** What is known of rows that must pass either condition. */
  public ZoneDecision or(ZoneDecision other) {
    return compareTo(other) > 0 ? this : other;
  }
}
