package dev.weft.operator;

import dev.weft.error.ResourceException;
import dev.weft.error.ResourceException.Resource;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.LongAdder;

/**
 * A temporary file of byte runs. It has no name any more once it is open, so its space is free as
 * soon as it is closed or the process ends, however it ends. One thread appends; several may read
 * what was appended before.
 */
final class SpillFile implements Closeable {
  private static final int OFFSET_SHIFT = 24;
  private static final int MAX_LENGTH = (1 << OFFSET_SHIFT) - 1;

  private static final SpillFolder FOLDER = SpillFolder.ofProcess();

  private final FileChannel channel;
  private final LongAdder bytesSpilled;
  private long size;

  SpillFile(LongAdder bytesSpilled) {
    this.bytesSpilled = bytesSpilled;
    FOLDER.sweepOnce();
    try {
      channel = FOLDER.open();
    } catch (IOException e) {
      throw cannot("create a temporary file", e);
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
      throw cannot("write a temporary file", e);
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
      throw cannot("read a temporary file", e);
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

  private static ResourceException cannot(String what, IOException e) {
    return new ResourceException(
        Resource.DISK,
        "Cannot "
            + what
            + " in "
            + FOLDER.path()
            + " ("
            + e.getMessage()
            + "): the query needs more memory than it may use, so it writes there; free space"
            + " there, set java.io.tmpdir to another folder, or raise the memory setting",
        e);
  }
}
