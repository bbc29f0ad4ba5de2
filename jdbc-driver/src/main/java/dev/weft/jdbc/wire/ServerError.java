package dev.weft.jdbc.wire;

import java.io.IOException;

/** {@code ErrorResponse}: what the server says went wrong. */
public final class ServerError extends IOException {
  /** Code of the error that a session is not, or no longer, known. */
  public static final int NO_SESSION = 1;

  /** Code of every other error, as Avatica has it. */
  public static final int OTHER = -1;

  private final int code;
  private final String sqlState;

  public ServerError(String message, int code, String sqlState) {
    super(message);
    this.code = code;
    this.sqlState = sqlState;
  }

  public int code() {
    return code;
  }

  public String sqlState() {
    return sqlState;
  }
}
