package dev.weft.store;

import dev.weft.error.FileFaults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * ASCII text whose damage shows. A sealed line ends with a tab and the CRC-32C of what is before
 * it, in 8 hex digits.
 */
public final class SealedLines {
  private static final int SEAL_CHARS = 9;

  private SealedLines() {}

  /** The line with its seal. */
  public static String seal(String line) {
    return line + "\t" + checksum(line);
  }

  /** What a line was before it was sealed; null where it is damaged. */
  public static @Nullable String unseal(String sealed) {
    if (sealed.length() < SEAL_CHARS) {
      return null;
    }
    String line = sealed.substring(0, sealed.length() - SEAL_CHARS);
    return seal(line).equals(sealed) ? line : null;
  }

  /** CRC-32C of ASCII text in 8 hex digits. */
  public static String checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
    return "%08x".formatted(crc.getValue());
  }

  /** The lines of a file, as they stand there; none where there is no file. */
  public static List<String> read(Path file) throws IOException {
    try {
      return lines(FileFaults.readAll(file));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The lines of text of which any byte may be damaged. */
  public static List<String> lines(byte[] text) {
    String[] lines = new String(text, StandardCharsets.ISO_8859_1).split("\n", -1);
    int count = lines.length;
    return List.of(lines).subList(0, lines[count - 1].isEmpty() ? count - 1 : count);
  }
}
