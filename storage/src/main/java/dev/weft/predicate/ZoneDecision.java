package dev.weft.predicate;

/** What the known bounds of some rows say of a condition on them. */
public enum ZoneDecision {
  /** No row passes: skip them. */
  NO_ROW,
  /** Only looking tells. */
  SOME_ROWS,
  /** Every row passes: no need to look. */
  EVERY_ROW
}
