package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A range of a file as a stream, by positional reads, so that several streams of one channel don't
 * disturb each other. Large reads go straight to the caller's array. Leaves the channel open.
 */
final class ChannelInput extends InputStream {
  private static final int BUFFER = 1 << 15;

  private final FileChannel channel;
  private final String file;
  private final long end;
  private final AtomicLong bytesRead;
  private long position;
  private byte[] buffer = new byte[0];
  private int at;
  private int limit;

  /**
   * @param file the file's name in messages
   * @param start first byte
   * @param end byte after the last one; the file was that long when it was opened
   * @param bytesRead counts what is taken from the file
   */
  ChannelInput(FileChannel channel, String file, long start, long end, AtomicLong bytesRead) {
    this.channel = channel;
    this.file = file;
    this.position = start;
    this.end = end;
    this.bytesRead = bytesRead;
  }

  @Override
  public int read() throws IOException {
    if (at == limit && !fill()) {
      return -1;
    }
    return buffer[at++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (at == limit) {
      if (length >= BUFFER) {
        return readChannel(target, offset, length);
      }
      if (!fill()) {
        return -1;
      }
    }
    int n = Math.min(length, limit - at);
    System.arraycopy(buffer, at, target, offset, n);
    at += n;
    return n;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, limit - at + (end - position));
  }

  private boolean fill() throws IOException {
    if (buffer.length == 0) {
      buffer = new byte[(int) Math.min(BUFFER, Math.max(1, end - position))];
    }
    at = 0;
    limit = Math.max(0, readChannel(buffer, 0, buffer.length));
    return limit > 0;
  }

  private int readChannel(byte[] target, int offset, int length) throws IOException {
    int wanted = (int) Math.min(length, end - position);
    if (wanted <= 0) {
      return -1;
    }
    int n = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
    if (n < 0) {
      throw new CorruptFileException(
          file, position, "the file became shorter while it was read: " + end + " bytes expected");
    }
    position += n;
    bytesRead.addAndGet(n);
    return n;
  }
}
