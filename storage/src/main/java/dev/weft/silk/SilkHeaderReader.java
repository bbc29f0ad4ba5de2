package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.silk.HeaderEntry.AggregateBag;
import dev.weft.silk.HeaderEntry.Annotation;
import dev.weft.silk.HeaderEntry.Bag;
import dev.weft.silk.HeaderEntry.Invocation;
import dev.weft.silk.HeaderEntry.IpSet;
import dev.weft.silk.HeaderEntry.PackedFile;
import dev.weft.silk.HeaderEntry.PrefixMapName;
import dev.weft.silk.HeaderEntry.ProbeName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses a header once, from its first byte to its last. The header is big-endian and never
 * compressed, whatever it says of the data.
 *
 * <table>
 * <caption>First 16 bytes, file version 16 and up</caption>
 * <tr><td>0</td><td>4</td><td>magic DE AD BE EF</td></tr>
 * <tr><td>4</td><td>1</td><td>flags, bit 0: data are big-endian</td></tr>
 * <tr><td>5</td><td>1</td><td>format id</td></tr>
 * <tr><td>6</td><td>1</td><td>file version; below 16 see {@link LegacyHeader}</td></tr>
 * <tr><td>7</td><td>1</td><td>compression</td></tr>
 * <tr><td>8</td><td>4</td><td>version of the SiLK that wrote the file</td></tr>
 * <tr><td>12</td><td>2</td><td>record size</td></tr>
 * <tr><td>14</td><td>2</td><td>record version</td></tr>
 * </table>
 *
 * Then entries, each a 4-byte id, a 4-byte length that counts these 8 bytes too, and a payload, up
 * to the entry of id 0. Data begin right after it.
 */
final class SilkHeaderReader {
  private static final int MAGIC = 0xDEADBEEF;
  private static final int ENTRY_HEADER = 8;

  /** What is kept of a text; SiLK writes command lines of a few thousand bytes at most. */
  private static final int MAX_KEPT = 1 << 20;

  private final HeaderInput in;

  SilkHeaderReader(InputStream in, String file) {
    this.in = new HeaderInput(in, file);
  }

  SilkHeader read() throws IOException {
    byte[] magic = in.bytes(4);
    if (HeaderInput.u32(magic, 0) != (MAGIC & 0xFFFF_FFFFL)) {
      throw notSilk(magic);
    }
    boolean bigEndian = (in.u8() & 1) != 0;
    int format = in.u8();
    int fileVersion = in.u8();
    int compression = in.u8();
    if (fileVersion < SilkHeader.FIRST_PRESENT_VERSION) {
      return LegacyHeader.read(in, format, fileVersion, bigEndian, compression);
    }
    Compression method = Compression.ofNumber(compression);
    if (method == null) {
      throw new UnsupportedFormatException(
          in.file(),
          7,
          "compression 0 (none), 1 (zlib), 2 (lzo1x) or 3 (snappy) expected, "
              + compression
              + " found");
    }
    long silkVersion = in.u32();
    int recordSize = in.u16();
    int recordVersion = in.u16();
    List<HeaderEntry> entries = entries();
    return new SilkHeader(
        in.file(),
        format,
        SilkHeader.FIRST_PRESENT_VERSION,
        bigEndian,
        method,
        silkVersion,
        recordSize,
        recordVersion,
        entries,
        in.position());
  }

  private UnsupportedFormatException notSilk(byte[] found) {
    boolean gzip = (found[0] & 0xFF) == 0x1F && (found[1] & 0xFF) == 0x8B;
    return new UnsupportedFormatException(
        in.file(),
        0,
        "not a SiLK file: DE AD BE EF expected, %02X %02X %02X %02X found%s"
            .formatted(
                found[0],
                found[1],
                found[2],
                found[3],
                gzip ? " (gzip; SiLK unpacks it if the name ends in .gz)" : ""));
  }

  private List<HeaderEntry> entries() throws IOException {
    List<HeaderEntry> entries = new ArrayList<>();
    while (true) {
      long at = in.position();
      if (!in.has()) {
        throw new CorruptFileException(
            in.file(), at, "the list of header entries has no end: entry 0 expected, none found");
      }
      long id = in.u32();
      long length = in.u32();
      if (length < ENTRY_HEADER) {
        throw new CorruptFileException(
            in.file(), at, "header entry " + id + ": length of 8 or more expected, " + length);
      }
      HeaderEntry entry = entry(id, length - ENTRY_HEADER, at);
      long rest = at + length - in.position();
      in.skip(rest);
      if (id == 0) {
        return entries;
      }
      if (entry != null) {
        entries.add(entry);
      }
    }
  }

  /** Reads a payload or the part of it that counts; null for entries that tell nothing. */
  private @Nullable HeaderEntry entry(long id, long size, long at) throws IOException {
    switch ((int) Math.min(id, Integer.MAX_VALUE)) {
      case 1 -> {
        sized(id, size, 16, at);
        return new PackedFile(in.i64(), in.u32(), in.u32());
      }
      case 2 -> {
        return new Invocation(text(size));
      }
      case 3 -> {
        return new Annotation(text(size));
      }
      case 4 -> {
        return new ProbeName(text(size));
      }
      case 5 -> {
        atLeast(id, size, 4, at);
        return new PrefixMapName(in.u32(), text(size - 4));
      }
      case 6 -> {
        sized(id, size, 8, at);
        return new Bag(in.u16(), in.u16(), in.u16(), in.u16());
      }
      case 7 -> {
        sized(id, size, 24, at);
        return new IpSet(in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32());
      }
      case 8 -> {
        atLeast(id, size, 4, at);
        return new AggregateBag(in.bytes((int) Math.min(size, MAX_KEPT)));
      }
      case 10 -> {
        atLeast(id, size, 4, at);
        if (in.u32() == 1) {
          sized(id, size, 8, at);
        }
        return null;
      }
      default -> {
        return null;
      }
    }
  }

  private String text(long size) throws IOException {
    return HeaderInput.text(in.bytes((int) Math.min(size, MAX_KEPT)));
  }

  private void sized(long id, long found, long expected, long at) throws CorruptFileException {
    if (found != expected) {
      throw badLength(id, found, Long.toString(expected + ENTRY_HEADER), at);
    }
  }

  private void atLeast(long id, long found, long least, long at) throws CorruptFileException {
    if (found < least) {
      throw badLength(id, found, (least + ENTRY_HEADER) + " or more", at);
    }
  }

  private CorruptFileException badLength(long id, long found, String expected, long at) {
    return new CorruptFileException(
        in.file(),
        at,
        "header entry "
            + id
            + ": length of "
            + expected
            + " expected, "
            + (found + ENTRY_HEADER)
            + " found");
  }

  /** A stream of header bytes that knows where it is. */
  static final class HeaderInput {
    private final InputStream in;
    private final String file;
    private long position;

    /** A byte that {@link #has} took from the stream, not yet counted; -1 = none. */
    private int ahead = -1;

    HeaderInput(InputStream in, String file) {
      this.in = in;
      this.file = file;
    }

    String file() {
      return file;
    }

    long position() {
      return position;
    }

    /** True where there is one more byte. */
    boolean has() throws IOException {
      if (ahead < 0) {
        ahead = in.read();
      }
      return ahead >= 0;
    }

    /** Exactly {@code size} bytes; allocates no more than the file has. */
    byte[] bytes(int size) throws IOException {
      byte[] found;
      if (ahead >= 0 && size > 0) {
        byte[] rest = in.readNBytes(size - 1);
        found = new byte[rest.length + 1];
        found[0] = (byte) ahead;
        System.arraycopy(rest, 0, found, 1, rest.length);
        ahead = -1;
      } else {
        found = in.readNBytes(size);
      }
      if (found.length < size) {
        throw cut(size, found.length);
      }
      position += size;
      return found;
    }

    void skip(long size) throws IOException {
      byte[] scratch = new byte[(int) Math.min(size, 8192)];
      long left = size;
      while (left > 0) {
        int n = in.readNBytes(scratch, 0, (int) Math.min(left, scratch.length));
        position += n;
        left -= n;
        if (n == 0) {
          throw cut(size, size - left);
        }
      }
    }

    private CorruptFileException cut(long expected, long found) {
      return new CorruptFileException(
          file,
          position,
          "file ends inside its header: " + expected + " bytes expected, " + found + " found");
    }

    int u8() throws IOException {
      return bytes(1)[0] & 0xFF;
    }

    int u16() throws IOException {
      byte[] b = bytes(2);
      return (b[0] & 0xFF) << 8 | b[1] & 0xFF;
    }

    long u32() throws IOException {
      return u32(bytes(4), 0);
    }

    long i64() throws IOException {
      byte[] b = bytes(8);
      return u32(b, 0) << 32 | u32(b, 4);
    }

    static long u32(byte[] b, int at) {
      return (b[at] & 0xFFL) << 24
          | (b[at + 1] & 0xFF) << 16
          | (b[at + 2] & 0xFF) << 8
          | b[at + 3] & 0xFF;
    }

    /** The text up to the first NUL. */
    static String text(byte[] bytes) {
      int n = 0;
      while (n < bytes.length && bytes[n] != 0) {
        n++;
      }
      return new String(bytes, 0, n, StandardCharsets.UTF_8);
    }
  }
}
