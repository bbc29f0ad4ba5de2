package dev.weft.error;

/**
 * Takes what the user should know although work goes on: a clipped counter, a skipped file.
 * Implementations are safe for calls from several threads.
 */
@FunctionalInterface
public interface WarningSink {
  /** Drops every warning. */
  WarningSink NONE = message -> {};

  /**
   * @param message one line, naming file and offset where there is one
   */
  void warn(String message);
}
