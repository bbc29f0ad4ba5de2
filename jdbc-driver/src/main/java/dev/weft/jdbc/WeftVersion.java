package dev.weft.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Name and version of this build. */
public final class WeftVersion {
  /** The product's name, as metadata reports it. */
  public static final String PRODUCT = "Weft";

  /** For example {@code 0.1.0}. */
  public static final String VERSION = read();

  static final int MAJOR = number(0);
  static final int MINOR = number(1);

  private WeftVersion() {}

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = WeftVersion.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }

  private static int number(int index) {
    String[] parts = VERSION.split("[.-]");
    return index < parts.length && parts[index].matches("[0-9]{1,9}")
        ? Integer.parseInt(parts[index])
        : 0;
  }
}
