package dev.weft.ingest;

import dev.weft.batch.ChunkReader;
import dev.weft.batch.FlowSource;
import dev.weft.batch.Vector;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import dev.weft.silk.FormatNames;
import dev.weft.silk.SilkFlowStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Tells by the first bytes what a stream is, and opens it: SiLK flows, rwcut's text, gzip around.
 */
final class SourceOpener {
  private static final int BUFFER = 1 << 16;
  private static final int LOOK = 8192; // bytes that decide
  private static final byte[] SILK = {(byte) 0xDE, (byte) 0xAD, (byte) 0xBE, (byte) 0xEF};
  private static final int FORMAT_OFFSET = 5;

  private SourceOpener() {}

  /**
   * Opens a stream.
   *
   * @param raw closed with what is returned, and if this throws
   * @param site names of ids
   * @throws NoFlowsException where it is of a kind that holds no flows
   */
  static ImportSource.Opened open(InputStream raw, String name, Site site, WarningSink warnings)
      throws IOException {
    try {
      InputStream plain = unzipped(new BufferedInputStream(raw, BUFFER), name);
      // Of what is in the gzip, so that a file is known again once it was compressed.
      ContentDigest content = new ContentDigest(plain);
      InputStream in = new BufferedInputStream(content, BUFFER);
      return new ImportSource.Opened(flows(in, look(in), name, site, warnings), content);
    } catch (IOException | RuntimeException e) {
      try (raw) {
        throw e;
      }
    }
  }

  private static InputStream unzipped(InputStream in, String name) throws IOException {
    byte[] first = look(in);
    return first.length >= 2 && first[0] == 0x1F && first[1] == (byte) 0x8B
        ? new Gunzip(in, name)
        : in;
  }

  private static FlowSource flows(
      InputStream in, byte[] first, String name, Site site, WarningSink warnings)
      throws IOException {
    if (startsWith(first, SILK)) {
      if (first.length > FORMAT_OFFSET && isNoFlowFormat(first[FORMAT_OFFSET] & 0xFF)) {
        throw new NoFlowsException(
            name, "a SiLK file that holds no flows but an IPset, a Bag or a prefix map");
      }
      return new SiteSource(SilkFlowStream.open(in, name, site, warnings), site);
    }
    if (first.length == 0) {
      throw new NoFlowsException(name, "an empty file");
    }
    for (byte b : first) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
        throw new NoFlowsException(name, "neither a SiLK file nor text of rwcut");
      }
    }
    if (!RwcutSource.accepts(first, first.length)) {
      throw new NoFlowsException(
          name,
          "text whose first line is neither rwcut's titles nor a flow in its default columns");
    }
    return RwcutSource.open(in, name, site, warnings);
  }

  private static boolean isNoFlowFormat(int format) {
    return format == FormatNames.IPSET
        || format == FormatNames.BAG
        || format == FormatNames.AGGREGATE_BAG
        || format == FormatNames.PREFIX_MAP;
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private static byte[] look(InputStream in) throws IOException {
    in.mark(LOOK);
    byte[] first = in.readNBytes(LOOK);
    in.reset();
    return first;
  }

  /** gzip whose faults name the file. */
  private static final class Gunzip extends InputStream {
    private final InputStream in;
    private final String name;

    Gunzip(InputStream in, String name) throws IOException {
      this.name = name;
      try {
        this.in = new GZIPInputStream(in, BUFFER);
      } catch (EOFException | ZipException e) {
        throw corrupt(e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (EOFException | ZipException e) {
        throw corrupt(e);
      }
    }

    private CorruptFileException corrupt(IOException e) {
      String fault = e instanceof EOFException ? "the file ends early" : e.getMessage();
      CorruptFileException corrupt =
          new CorruptFileException(name, -1, "expected sound gzip data, found a fault: " + fault);
      corrupt.initCause(e);
      return corrupt;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** A reader of flows with the site that its ids are of. */
  private record SiteSource(ChunkReader reader, Site site) implements FlowSource {
    @Override
    public int next() throws IOException {
      return reader.next();
    }

    @Override
    public void read(FlowColumn column, Vector target) throws IOException {
      reader.read(column, target);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
