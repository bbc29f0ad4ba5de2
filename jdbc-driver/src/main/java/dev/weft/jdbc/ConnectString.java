package dev.weft.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * {@code jdbc:weft:DIR?name=value&name=value}, taken apart and checked.
 *
 * <p>DIR is a path as it stands, up to the first question mark. Values are percent-decoded. A name
 * set both in the URL and in {@link Properties} takes the URL's value.
 *
 * @param location store, data root, folder or file
 * @param values what is set
 */
record ConnectString(Path location, Map<WeftProperty, String> values) {
  static final String PREFIX = "jdbc:weft:";

  ConnectString {
    values = Map.copyOf(values);
  }

  static boolean accepts(@Nullable String url) {
    return url != null && url.startsWith(PREFIX);
  }

  static ConnectString parse(String url, @Nullable Properties properties) throws SQLException {
    String rest = url.substring(PREFIX.length());
    if (rest.startsWith("//")) {
      throw invalid(
          "This Weft opens stores on the same machine only: write " + PREFIX + "/path/to/store");
    }
    int mark = rest.indexOf('?');
    String directory = mark < 0 ? rest : rest.substring(0, mark);
    if (directory.isBlank()) {
      throw invalid("The URL names no store: write " + PREFIX + "/path/to/store");
    }
    Map<WeftProperty, String> values = new EnumMap<>(WeftProperty.class);
    if (properties != null) {
      for (String name : properties.stringPropertyNames()) {
        put(values, name, properties.getProperty(name));
      }
    }
    if (mark >= 0) {
      for (String pair : rest.substring(mark + 1).split("[&;]")) {
        if (!pair.isEmpty()) {
          int equals = pair.indexOf('=');
          if (equals < 0) {
            throw invalid("\"" + pair + "\" in the URL should be name=value");
          }
          put(values, decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    try {
      return new ConnectString(Path.of(directory), values);
    } catch (InvalidPathException e) {
      throw invalid("\"" + directory + "\" is no path: " + e.getReason());
    }
  }

  @Nullable String value(WeftProperty property) {
    return values.get(property);
  }

  /** Whether a choice stands at its first, default value. */
  boolean isDefault(WeftProperty property) {
    String value = values.get(property);
    return value == null || value.equals(property.choices().get(0));
  }

  @Nullable Path path(WeftProperty property) throws SQLException {
    String value = values.get(property);
    try {
      return value == null ? null : Path.of(value);
    } catch (InvalidPathException e) {
      throw invalid(property.key() + ": \"" + value + "\" is no path: " + e.getReason());
    }
  }

  /** A whole number from {@code least} up, or {@code absent} where it is not set. */
  int number(WeftProperty property, int least, int absent) throws SQLException {
    String value = values.get(property);
    if (value == null) {
      return absent;
    }
    if (value.matches("[0-9]{1,9}") && Integer.parseInt(value) >= least) {
      return Integer.parseInt(value);
    }
    throw invalid(
        property.key() + " should be a whole number from " + least + " up, not \"" + value + "\"");
  }

  /** A size such as 512m, or {@code absent} where it is not set. */
  long bytes(WeftProperty property, long absent) throws SQLException {
    String value = values.get(property);
    if (value == null) {
      return absent;
    }
    if (!value.matches("[0-9]{1,9}[kKmMgG]?")) {
      throw invalid(property.key() + " should be a size such as 256m or 2g, not \"" + value + "\"");
    }
    char unit = Character.toLowerCase(value.charAt(value.length() - 1));
    int shift = unit == 'k' ? 10 : unit == 'm' ? 20 : unit == 'g' ? 30 : 0;
    long number = Long.parseLong(shift == 0 ? value : value.substring(0, value.length() - 1));
    if (number == 0) {
      throw invalid(property.key() + " should be more than nothing");
    }
    return number << shift;
  }

  private static void put(Map<WeftProperty, String> values, String name, String value)
      throws SQLException {
    WeftProperty property = WeftProperty.of(name);
    if (property == null) {
      throw invalid("There is no property \"" + name + "\"; there are: " + WeftProperty.names());
    }
    String trimmed = value.trim();
    if (!property.choices().isEmpty() && !property.choices().contains(trimmed)) {
      throw invalid(
          property.key()
              + " should be "
              + String.join(" or ", property.choices())
              + ", not \""
              + value
              + "\"");
    }
    values.put(property, trimmed);
  }

  private static String decode(String text) throws SQLException {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid("\"" + text + "\" in the URL is not percent-encoded as it should be");
    }
  }

  private static SQLException invalid(String message) {
    return new SQLException(message, SqlStates.CANNOT_CONNECT);
  }
}
