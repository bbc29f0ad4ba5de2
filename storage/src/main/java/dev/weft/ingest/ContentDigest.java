package dev.weft.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts the bytes of a source and takes their SHA-256 as they pass. */
final class ContentDigest extends FilterInputStream {
  private static final int BUFFER = 1 << 16;

  private final MessageDigest digest = newDigest();
  private volatile long count;

  ContentDigest(InputStream in) {
    super(in);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one reader; others look
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = super.read(target, offset, length);
    if (n > 0) {
      digest.update(target, offset, n);
      count += n;
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] waste = new byte[(int) Math.min(n, BUFFER)];
    return Math.max(0, read(waste, 0, waste.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Bytes that passed. */
  long count() {
    return count;
  }

  /** Reads the rest and tells the digest of all in hex. */
  String finish() throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (read(buffer, 0, buffer.length) >= 0) {
      continue; // every byte counts, also those that no reader of flows wants
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
