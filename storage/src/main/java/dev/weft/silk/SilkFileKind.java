package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a file is, as far as its first bytes tell. */
public enum SilkFileKind {
  /** A SiLK file of a format that holds flow records. */
  FLOWS,
  /** A SiLK file of another format: an IPset, a Bag, a prefix map. */
  OTHER_SILK,
  /** No SiLK file. */
  FOREIGN;

  /** Magic, flags, format id. */
  private static final int LENGTH = 6;

  private static final byte[] MAGIC = {(byte) 0xDE, (byte) 0xAD, (byte) 0xBE, (byte) 0xEF};

  /**
   * Looks at the first bytes of a file, unpacked where the file is gzipped and its name says so.
   *
   * @throws IOException where the file can't be read
   */
  public static SilkFileKind of(Path file) throws IOException {
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = GzipInput.unpack(in, file.toString()).readNBytes(LENGTH);
    } catch (CorruptFileException e) { // gzip by name and magic only
      return FOREIGN;
    } catch (IOException e) {
      throw new IOException(file + ": the file can't be read: " + e, e);
    }
    if (first.length < LENGTH || !Arrays.equals(MAGIC, Arrays.copyOf(first, MAGIC.length))) {
      return FOREIGN;
    }
    return switch (first[LENGTH - 1]) {
      case FormatNames.RWIPV6,
          FormatNames.RWIPV6ROUTING,
          FormatNames.RWAUGSNMPOUT,
          FormatNames.RWAUGROUTING,
          FormatNames.RWROUTED,
          FormatNames.RWNOTROUTED,
          FormatNames.RWSPLIT,
          FormatNames.RWFILTER,
          FormatNames.RWAUGMENTED,
          FormatNames.RWAUGWEB,
          FormatNames.RWGENERIC,
          FormatNames.FLOWCAP,
          FormatNames.RWWWW ->
          FLOWS;
      default -> OTHER_SILK;
    };
  }
}
