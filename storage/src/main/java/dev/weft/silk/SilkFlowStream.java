package dev.weft.silk;

import dev.weft.batch.ChunkReader;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Flow records that come one after the other, such as those of standard input. */
public final class SilkFlowStream {
  private static final int BUFFER = 1 << 16;

  private SilkFlowStream() {}

  /**
   * Reads the header at once, flows as they are asked for.
   *
   * @param in at the first byte of the header; closed with the reader, and if this throws
   * @param name the file's path or name: for messages, for sensor and type under a legacy header,
   *     and a {@code .gz} in it has gzip unpacked
   * @param site names for legacy headers
   * @param warnings told once of each thing that is repaired, clipped or not read
   * @throws dev.weft.error.CorruptFileException where the header is not sound or not of flows
   */
  public static ChunkReader open(InputStream in, String name, Site site, WarningSink warnings)
      throws IOException {
    try {
      WarningSink once = new OnceSink(warnings);
      InputStream plain = new BufferedInputStream(GzipInput.unpack(in, name), BUFFER);
      SilkHeader header = SilkHeader.read(plain, name);
      RecordContext context = RecordContext.of(header, site, once);
      SilkDataStream data =
          new SilkDataStream(plain, header.compression(), name, header.dataOffset(), once);
      return new SilkChunkReader(data, context, Long.MAX_VALUE);
    } catch (IOException | RuntimeException e) {
      try {
        in.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }
}
