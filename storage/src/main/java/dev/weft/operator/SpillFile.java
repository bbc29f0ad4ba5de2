package dev.weft.operator;

import dev.weft.error.QueryException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.LongAdder;

/**
 * A temporary file of byte runs. Its name is gone when it is closed, and when the process ends. One
 * thread appends; several may read what was appended before.
 */
final class SpillFile implements Closeable {
  private static final int OFFSET_SHIFT = 24;
  private static final int MAX_LENGTH = (1 << OFFSET_SHIFT) - 1;

  private final Path path;
  private final FileChannel channel;
  private final LongAdder bytesSpilled;
  private long size;

  SpillFile(LongAdder bytesSpilled) {
    this.bytesSpilled = bytesSpilled;
    try {
      path = Files.createTempFile("weft-", ".spill");
      channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw cannot("create a temporary file in " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  /**
   * Appends bytes.
   *
   * @return a handle for {@link #read}
   */
  long append(byte[] bytes) {
    return append(ByteBuffer.wrap(bytes));
  }

  /** Appends what a buffer has remaining, as {@link #append(byte[])}. */
  long append(ByteBuffer buffer) {
    int length = buffer.remaining();
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("a run of " + length + " bytes is too long");
    }
    long offset = size;
    try {
      long at = offset;
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
    } catch (IOException e) {
      throw cannot("write temporary file " + path, e);
    }
    size += length;
    bytesSpilled.add(length);
    return offset << OFFSET_SHIFT | length;
  }

  /** The bytes of a handle. */
  byte[] read(long handle) {
    long offset = handle >>> OFFSET_SHIFT;
    ByteBuffer buffer = ByteBuffer.allocate((int) (handle & MAX_LENGTH));
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new EOFException("it ends at " + channel.size());
        }
      }
    } catch (IOException e) {
      throw cannot("read temporary file " + path, e);
    }
    return buffer.array();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static QueryException cannot(String what, IOException e) {
    return new QueryException(
        "Cannot "
            + what
            + " ("
            + e.getMessage()
            + "); the query needs more memory than it may use, so it writes to java.io.tmpdir",
        e);
  }
}
