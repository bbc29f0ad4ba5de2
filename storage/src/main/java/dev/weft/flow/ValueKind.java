package dev.weft.flow;

/** How values of a column or expression are held in a vector. */
public enum ValueKind {
  /** A signed 64-bit integer; times and durations in milliseconds, codes of text columns. */
  LONG,
  /** A 64-bit floating point number. */
  DOUBLE,
  /** A 128-bit address as two longs. */
  ADDRESS
}
