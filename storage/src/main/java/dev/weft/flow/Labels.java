package dev.weft.flow;

/** Gives codes back their text. Immutable, safe for several threads. */
public interface Labels {
  /** The text of a code. */
  String label(long code);
}
