package dev.weft.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What tables and columns hold, in a line each. */
final class Remarks {
  private static final Properties TEXTS = read();

  private Remarks() {}

  private static Properties read() {
    Properties texts = new Properties();
    try (InputStream in = Remarks.class.getResourceAsStream("remarks.properties")) {
      if (in != null) {
        texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param name {@code table} or {@code table.column}
   */
  static @Nullable String of(String name) {
    return TEXTS.getProperty(name);
  }
}
