package dev.weft.silk;

import dev.weft.error.UnsupportedFormatException;
import dev.weft.flow.Site;
import dev.weft.silk.HeaderEntry.Invocation;
import dev.weft.silk.HeaderEntry.PackedFile;
import dev.weft.silk.HeaderEntry.ProbeName;
import dev.weft.silk.SilkHeaderReader.HeaderInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Headers of file version 0 to 15. The first 8 bytes are as ever; what follows depends on the
 * format, its integers in the byte order of the data:
 *
 * <table>
 * <caption>After the first 8 bytes</caption>
 * <tr><th>formats</th><th>bytes</th><th>padded from</th><th>compressed from</th></tr>
 * <tr><td>RWAUG...</td><td>u32 start of the hour in seconds</td><td>2</td><td>2</td></tr>
 * <tr><td>RWSPLIT, RWNOTROUTED, RWROUTED, RWWWW</td><td>the same</td><td>2</td><td>3</td></tr>
 * <tr><td>RWFILTER</td><td>u32 count of command lines, each a u16 length and its bytes, arguments
 *     joined by NUL</td><td>2</td><td>4</td></tr>
 * <tr><td>RWGENERIC</td><td></td><td>2</td><td>3</td></tr>
 * <tr><td>FLOWCAP</td><td>25 bytes sensor name, 25 bytes probe name</td><td>never</td><td>1</td></tr>
 * <tr><td>IPSET</td><td></td><td>never</td><td>1</td></tr>
 * <tr><td>RWBAG</td><td></td><td>never</td><td>2</td></tr>
 * <tr><td>PREFIXMAP</td><td></td><td>never</td><td>never</td></tr>
 * </table>
 *
 * From the version under "padded from" zero bytes follow until the header is a multiple of the
 * record size. A packed-file entry made from such a header has unknown sensor and type: the file's
 * name tells them.
 */
final class LegacyHeader {
  private static final int NEVER = 16;
  private static final long HOUR_MILLIS = 3_600_000;

  private final HeaderInput in;
  private final int format;
  private final int version;
  private final boolean bigEndian;
  private final List<HeaderEntry> entries = new ArrayList<>();

  private LegacyHeader(HeaderInput in, int format, int version, boolean bigEndian) {
    this.in = in;
    this.format = format;
    this.version = version;
    this.bigEndian = bigEndian;
  }

  /** Reads on from the eighth byte. */
  static SilkHeader read(
      HeaderInput in, int format, int version, boolean bigEndian, int compression)
      throws IOException {
    return new LegacyHeader(in, format, version, bigEndian).read(compression);
  }

  private SilkHeader read(int compressionNumber) throws IOException {
    int paddedFrom = NEVER;
    int compressedFrom;
    boolean flows = true;
    switch (format) {
      case FormatNames.RWAUGMENTED,
          FormatNames.RWAUGROUTING,
          FormatNames.RWAUGSNMPOUT,
          FormatNames.RWAUGWEB -> {
        paddedFrom = 2;
        compressedFrom = 2;
      }
      case FormatNames.RWNOTROUTED,
          FormatNames.RWROUTED,
          FormatNames.RWSPLIT,
          FormatNames.RWWWW,
          FormatNames.RWGENERIC -> {
        paddedFrom = 2;
        compressedFrom = 3;
      }
      case FormatNames.RWFILTER -> {
        paddedFrom = 2;
        compressedFrom = 4;
      }
      case FormatNames.FLOWCAP -> compressedFrom = 1;
      case FormatNames.IPSET -> {
        compressedFrom = 1;
        flows = false;
      }
      case FormatNames.BAG -> {
        compressedFrom = 2;
        flows = false;
      }
      case FormatNames.PREFIX_MAP -> {
        compressedFrom = NEVER;
        flows = false;
      }
      default ->
          throw new UnsupportedFormatException(
              in.file(),
              5,
              "format "
                  + FormatNames.describe(format)
                  + " has no legacy header: file version 16 expected, "
                  + version
                  + " found");
    }
    int recordSize = flows ? RecordLayout.of(in.file(), format, version).size() : 1;
    Compression compression = compression(compressionNumber, compressedFrom);
    readFields();
    if (version >= paddedFrom) {
      in.skip((recordSize - in.position() % recordSize) % recordSize);
    }
    return new SilkHeader(
        in.file(),
        format,
        version,
        bigEndian,
        compression,
        0,
        recordSize,
        version,
        entries,
        in.position());
  }

  private Compression compression(int number, int from) throws UnsupportedFormatException {
    int known = format == FormatNames.FLOWCAP && number == 6 ? 2 : number;
    Compression method = Compression.ofNumber(known);
    if (method == null || (method != Compression.NONE && version < from)) {
      throw new UnsupportedFormatException(
          in.file(),
          7,
          "compression 0 (none)"
              + (version < from ? "" : ", 1 (zlib), 2 (lzo1x) or 3 (snappy)")
              + " expected in a legacy header of "
              + FormatNames.describe(format)
              + " version "
              + version
              + ", "
              + number
              + " found");
    }
    return method;
  }

  private void readFields() throws IOException {
    switch (format) {
      case FormatNames.RWFILTER -> readCommandLines();
      case FormatNames.FLOWCAP -> readProbe();
      case FormatNames.RWGENERIC, FormatNames.IPSET, FormatNames.BAG, FormatNames.PREFIX_MAP -> {}
      default -> {
        long millis = u32() * 1000;
        entries.add(
            new PackedFile(
                millis - millis % HOUR_MILLIS, Site.UNKNOWN_FLOWTYPE, Site.UNKNOWN_SENSOR));
      }
    }
  }

  private void readCommandLines() throws IOException {
    for (long left = u32(); left > 0; left--) {
      byte[] line = in.bytes(u16());
      for (int i = 0; i < line.length; i++) {
        if (line[i] == 0) {
          line[i] = ' ';
        }
      }
      String text = HeaderInput.text(line).stripTrailing();
      if (!text.isEmpty()) {
        entries.add(new Invocation(text));
      }
    }
  }

  private void readProbe() throws IOException {
    String sensor = HeaderInput.text(in.bytes(25));
    String probe = HeaderInput.text(in.bytes(25));
    String name = sensor.equals(probe) || probe.isEmpty() ? sensor : sensor + "_" + probe;
    if (!name.isEmpty()) {
      entries.add(new ProbeName(name));
    }
  }

  private long u32() throws IOException {
    long v = in.u32();
    return bigEndian ? v : Integer.reverseBytes((int) v) & 0xFFFF_FFFFL;
  }

  private int u16() throws IOException {
    int v = in.u16();
    return bigEndian ? v : Short.reverseBytes((short) v) & 0xFFFF;
  }
}
