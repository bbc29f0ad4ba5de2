package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The data section of any SiLK file as plain bytes: all blocks decompressed and joined. Delivers
 * every sound byte before it throws a {@link CorruptFileException}; after that it throws the same
 * again.
 *
 * <p>A compressed section is a list of blocks, each with big-endian sizes whatever the byte order
 * of the data:
 *
 * <table>
 * <caption>A block</caption>
 * <tr><td>0</td><td>u32</td><td>c, bytes of payload, up to 1,048,576; 0 ends the section, whatever
 *     follows</td></tr>
 * <tr><td>4</td><td>u32</td><td>u, bytes the payload yields, up to 1,048,573; 0 ends the section
 *     too</td></tr>
 * <tr><td>8</td><td>c bytes</td><td>payload</td></tr>
 * </table>
 *
 * SiLK leaves unread what follows either end, without a word; so does this, with a warning.
 */
public final class SilkDataStream extends InputStream {
  static final int BLOCK_HEADER = 8;
  static final int MAX_PAYLOAD = 1 << 20;
  static final int MAX_PLAIN = (1 << 20) - 3;

  private final InputStream in;
  private final Compression compression;
  private final String file;
  private final WarningSink warnings;

  private final byte[] header = new byte[BLOCK_HEADER];
  private byte[] payload = new byte[0];
  private byte[] block = new byte[0];
  private int position;
  private int limit;
  private long blockOffset;
  private long nextOffset;
  private boolean ended;
  private @Nullable IOException fault;

  /**
   * @param in at the first byte of the data section, or of any block of it; closed with this stream
   * @param file the file's name in messages
   * @param offset offset in the file of the next byte of {@code in}
   */
  public SilkDataStream(
      InputStream in, Compression compression, String file, long offset, WarningSink warnings) {
    this.in = in;
    this.compression = compression;
    this.file = file;
    this.blockOffset = offset;
    this.nextOffset = offset;
    this.warnings = warnings;
  }

  /**
   * Offset in the file, for messages: of the next byte in a plain section, of the block last read
   * in a compressed one.
   */
  public long fileOffset() {
    return fileOffset(0);
  }

  /**
   * As {@link #fileOffset()}, but in a plain section of a byte delivered before.
   *
   * @param back 1 for the byte delivered last, 2 for the one before it, and so on
   */
  long fileOffset(int back) {
    return compression == Compression.NONE ? nextOffset - back : blockOffset;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (compression == Compression.NONE) {
      int n = in.read(target, offset, length);
      nextOffset += Math.max(n, 0);
      return n;
    }
    if (position == limit && !nextBlock()) {
      return -1;
    }
    int n = Math.min(length, limit - position);
    System.arraycopy(block, position, target, offset, n);
    position += n;
    return n;
  }

  /** Decompresses the next block; false at the end. */
  private boolean nextBlock() throws IOException {
    if (fault != null) {
      throw fault;
    }
    if (ended) {
      return false;
    }
    try {
      ended = !decompressBlock();
      return !ended;
    } catch (IOException e) {
      fault = e;
      throw e;
    }
  }

  private boolean decompressBlock() throws IOException {
    position = 0;
    limit = 0;
    long at = nextOffset;
    int got = in.readNBytes(header, 0, BLOCK_HEADER);
    nextOffset += got;
    if (got == 0) {
      return false;
    }
    long compressed = got >= 4 ? unsigned(header, 0) : -1;
    if (compressed == 0) {
      warnIfMore("the end mark at byte " + at);
      return false;
    }
    if (got < BLOCK_HEADER) {
      throw corrupt(at, "block cut short: " + BLOCK_HEADER + " bytes of header expected, " + got);
    }
    long plain = unsigned(header, 4);
    if (isTooLarge(compressed, plain)) {
      throw corrupt(
          at,
          "block too large: at most %d bytes compressed and %d uncompressed expected, %d and %d"
              .formatted(MAX_PAYLOAD, MAX_PLAIN, compressed, plain));
    }
    int c = (int) compressed;
    int u = (int) plain;
    payload = withRoom(payload, c, MAX_PAYLOAD);
    got = in.readNBytes(payload, 0, c);
    nextOffset += got;
    if (got < c) {
      throw corrupt(
          at + BLOCK_HEADER, "block cut short: " + c + " bytes of payload expected, " + got);
    }
    if (u == 0) {
      warnIfMore("the empty block at byte " + at);
      return false;
    }
    blockOffset = at;
    block = withRoom(block, u + 1, MAX_PLAIN + 1);
    try {
      compression.decompress(payload, c, block, u);
    } catch (DataFormatException e) {
      // zlib reports some faults without a word about them
      String detail = e.getMessage() == null ? "zlib stream is damaged" : e.getMessage();
      CorruptFileException corrupt =
          new CorruptFileException(
              file, at, "block can't be decompressed (" + compression + "): " + detail);
      corrupt.initCause(e);
      throw corrupt;
    }
    limit = u;
    return true;
  }

  private void warnIfMore(String what) throws IOException {
    if (in.read() >= 0) {
      warnings.warn(
          file
              + ": "
              + what
              + " ends the file for SiLK; the bytes from "
              + nextOffset
              + " on are not read and may hold more data");
    }
  }

  /** A size in a block header. */
  static long unsigned(byte[] header, int at) {
    return (header[at] & 0xFFL) << 24
        | (header[at + 1] & 0xFF) << 16
        | (header[at + 2] & 0xFF) << 8
        | header[at + 3] & 0xFF;
  }

  static boolean endsSection(long payload, long plain) {
    return payload == 0 || plain == 0;
  }

  static boolean isTooLarge(long payload, long plain) {
    return payload > MAX_PAYLOAD || plain > MAX_PLAIN;
  }

  private CorruptFileException corrupt(long offset, String expectedAndCount) {
    return new CorruptFileException(file, offset, expectedAndCount + " found");
  }

  /** Grows by doubling, so that blocks of growing sizes don't cost a new buffer each. */
  private static byte[] withRoom(byte[] buffer, int size, int most) {
    return buffer.length >= size
        ? buffer
        : new byte[Math.max(size, Math.min(2 * buffer.length, most))];
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
