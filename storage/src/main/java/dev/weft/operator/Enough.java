package dev.weft.operator;

/** Thrown by a sink that needs no more rows; caught by the operator that made the sink. */
final class Enough extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Enough() {
    super("no more rows are needed", null, false, false);
  }
}
