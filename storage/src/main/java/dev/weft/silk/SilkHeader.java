package dev.weft.silk;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of a SiLK file of any kind.
 *
 * @param file the file's name in messages
 * @param format format id, see {@link FormatNames}
 * @param fileVersion 16, or below for a legacy header
 * @param bigEndian byte order of the data
 * @param compression how the data section is compressed
 * @param silkVersion version of the SiLK that wrote the file, major x 1,000,000 + minor x 1,000 +
 *     patch; 0 = unknown, as in every legacy header
 * @param recordSize bytes of a record as the header claims; legacy headers: as their format has it,
 *     1 for data that is no array of flows
 * @param recordVersion version of the record layout; legacy headers: the file version
 * @param entries in file order
 * @param dataOffset bytes of the whole header; data begin there
 */
public record SilkHeader(
    String file,
    int format,
    int fileVersion,
    boolean bigEndian,
    Compression compression,
    long silkVersion,
    int recordSize,
    int recordVersion,
    List<HeaderEntry> entries,
    long dataOffset) {
  /** The lowest file version whose header has the present form. */
  public static final int FIRST_PRESENT_VERSION = 16;

  public SilkHeader {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a header from the beginning of a file; the stream is left at the first byte of data.
   *
   * @param file the file's name in messages
   * @throws dev.weft.error.CorruptFileException where the bytes are no sound header
   */
  public static SilkHeader read(InputStream in, String file) throws IOException {
    return new SilkHeaderReader(in, file).read();
  }

  /** True for the short headers of SiLK before 1.0, which name neither sensor nor type. */
  public boolean isLegacy() {
    return fileVersion < FIRST_PRESENT_VERSION;
  }

  /** The first entry of a kind, the one that counts; null where there is none. */
  public <T extends HeaderEntry> @Nullable T first(Class<T> kind) {
    for (HeaderEntry e : entries) {
      if (kind.isInstance(e)) {
        return kind.cast(e);
      }
    }
    return null;
  }

  /** The format's name and id, for messages. */
  public String formatName() {
    return FormatNames.describe(format);
  }
}
