package dev.weft.jdbc.wire;

import java.io.IOException;

/** Bytes that are no message of the protocol. */
public final class WireException extends IOException {
  public WireException(String message) {
    super(message);
  }
}
