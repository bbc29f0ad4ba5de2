package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The data of a SiLK file that holds no flows (a set, a map, a bag), taken item by item. Allocates
 * one buffer whatever the file claims. For one thread.
 */
final class SilkItems implements Closeable {
  private static final int BUFFER = 1 << 16;

  private static final VarHandle INT_BE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final SilkHeader header;
  private final SilkDataStream data;
  private final byte[] buffer = new byte[BUFFER];
  private long bufferOffset; // of buffer[0] in the data
  private int position;
  private int limit;

  private SilkItems(SilkHeader header, SilkDataStream data) {
    this.header = header;
    this.data = data;
  }

  /**
   * Opens a file whose header has the format and a record size of 1 or as said.
   *
   * @param what the kind of file that is wanted, for messages
   */
  static SilkItems open(Path file, int format, String what, WarningSink warnings)
      throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      InputStream in = GzipInput.unpack(raw, file.toString());
      SilkHeader header = SilkHeader.read(in, file.toString());
      if (header.format() != format) {
        throw new UnsupportedFormatException(
            file.toString(), 5, "expected " + what + ", found " + header.formatName());
      }
      return new SilkItems(
          header,
          new SilkDataStream(
              in, header.compression(), file.toString(), header.dataOffset(), warnings));
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  SilkHeader header() {
    return header;
  }

  /**
   * Makes the next n bytes (at most 4096) available to the other methods.
   *
   * @param what the item for messages
   * @return false at the end of the data
   * @throws CorruptFileException where the data end inside the item
   */
  boolean next(int n, String what) throws IOException {
    if (limit - position < n) {
      refill(n);
    }
    int there = limit - position;
    if (there == 0) {
      return false;
    }
    if (there < n) {
      throw corrupt("cut short inside " + what + ": " + n + " bytes expected, " + there + " found");
    }
    return true;
  }

  /** As {@link #next}, where the data must not end here. */
  void require(int n, String what) throws IOException {
    if (!next(n, what)) {
      throw corrupt("ends before " + what + " of " + n + " bytes");
    }
  }

  private void refill(int n) throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    bufferOffset += position;
    position = 0;
    while (limit < n) {
      int got = data.read(buffer, limit, BUFFER - limit);
      if (got <= 0) {
        return;
      }
      limit += got;
    }
  }

  /** Passes over bytes. */
  void skip(long n, String what) throws IOException {
    for (long left = n; left > 0; ) {
      int step = (int) Math.min(left, limit - position);
      if (step == 0) {
        refill(1);
        if (limit == 0) {
          throw corrupt("cut short inside " + what + ": " + left + " of " + n + " bytes missing");
        }
      }
      position += step;
      left -= step;
    }
  }

  int u8() {
    return buffer[position++] & 0xFF;
  }

  /** Four bytes in the byte order of the data, as an int of any sign. */
  int int32() {
    position += 4;
    return (int) (header.bigEndian() ? INT_BE : INT_LE).get(buffer, position - 4);
  }

  long u32() {
    return int32() & 0xFFFF_FFFFL;
  }

  /** Eight bytes in the byte order of the data. */
  long int64() {
    position += 8;
    return (long) (header.bigEndian() ? LONG_BE : LONG_LE).get(buffer, position - 8);
  }

  /** Eight bytes, big-endian whatever the byte order of the data. */
  long networkInt64() {
    position += 8;
    return (long) LONG_BE.get(buffer, position - 8);
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes in the byte order given. */
  long number(int size, boolean bigEndian) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      int at = bigEndian ? i : size - 1 - i;
      value = value << 8 | buffer[position + at] & 0xFF;
    }
    position += size;
    return value;
  }

  /** A fault in the data at the next byte, or at its block where the data are compressed. */
  CorruptFileException corrupt(String detail) {
    long offset =
        header.compression() == Compression.NONE
            ? header.dataOffset() + bufferOffset + position
            : data.fileOffset();
    return new CorruptFileException(header.file(), offset, detail);
  }

  /** A fault in the header. */
  CorruptFileException badHeader(String detail) {
    return new CorruptFileException(header.file(), 0, "header not acceptable: " + detail);
  }

  @Override
  public void close() throws IOException {
    data.close();
  }
}
