package dev.weft.encoding;

import java.io.IOException;

/**
 * Encoded bytes that no encoder wrote. The message says what was expected and found; whoever knows
 * file, block and column adds them.
 */
public final class EncodingException extends IOException {
  private static final long serialVersionUID = 1L;

  public EncodingException(String message) {
    super(message);
  }
}
