package dev.weft.cli;

import java.io.IOException;

/** Whoever read our standard output has gone, as {@code | head} does. */
final class ClosedOutputException extends IOException {
  private static final long serialVersionUID = 1L;

  ClosedOutputException(IOException cause) {
    super("standard output is closed", cause);
  }
}
