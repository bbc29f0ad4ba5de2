package dev.weft.ingest;

import java.io.IOException;

/** A file is of a kind that holds no flows. */
final class NoFlowsException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason what it is instead, without the file's name
   */
  NoFlowsException(String file, String reason) {
    super(file + ": " + reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
