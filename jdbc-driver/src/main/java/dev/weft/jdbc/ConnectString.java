package dev.weft.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code jdbc:weft:DIR?name=value&name=value} or {@code jdbc:weft://host:port/?name=value}, taken
 * apart and checked.
 *
 * <p>DIR is a path as it stands, up to the first question mark. Values are percent-decoded. A name
 * set both in the URL and in {@link Properties} takes the URL's value.
 *
 * @param place where the flows are
 * @param values what is set
 */
record ConnectString(Place place, Map<WeftProperty, String> values) {
  static final String PREFIX = "jdbc:weft:";

  /** Host, an IPv6 address in brackets, and port. */
  private static final Pattern SERVER =
      Pattern.compile("//([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?/?");

  /** Where a server listens that was not told otherwise. */
  static final int DEFAULT_PORT = 8765;

  /** Where flows are. */
  sealed interface Place {}

  /**
   * On this machine.
   *
   * @param location store, data root, folder or file
   */
  record Local(Path location) implements Place {}

  /** At a server. */
  record Remote(String host, int port) implements Place {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  ConnectString {
    values = Map.copyOf(values);
  }

  static boolean accepts(@Nullable String url) {
    return url != null && url.startsWith(PREFIX);
  }

  static ConnectString parse(String url, @Nullable Properties properties) throws SQLException {
    String rest = url.substring(PREFIX.length());
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
    Place place = rest.startsWith("//") ? remote(directory) : local(directory);
    for (WeftProperty property : values.keySet()) {
      if (place instanceof Remote ? !property.isForRemote() : !property.isForEmbedded()) {
        throw misplaced(property, place);
      }
    }
    return new ConnectString(place, values);
  }

  private static Local local(String directory) throws SQLException {
    try {
      return new Local(Path.of(directory));
    } catch (InvalidPathException e) {
      throw invalid("\"" + directory + "\" is no path: " + e.getReason());
    }
  }

  private static Remote remote(String server) throws SQLException {
    Matcher parts = SERVER.matcher(server);
    if (!parts.matches()) {
      throw invalid(
          "\"" + server + "\" names no server: write " + PREFIX + "//host:" + DEFAULT_PORT + "/");
    }
    String port = parts.group(2);
    int number = port == null ? DEFAULT_PORT : Integer.parseInt(port);
    if (number < 1 || number > 65_535) {
      throw invalid("A port is a number from 1 to 65535, not " + number);
    }
    return new Remote(parts.group(1), number);
  }

  private static SQLException misplaced(WeftProperty property, Place place) {
    return place instanceof Remote
        ? invalid(
            "The server decides on \""
                + property.key()
                + "\"; a remote URL takes: "
                + WeftProperty.names(WeftProperty::isForRemote))
        : invalid(
            "\""
                + property.key()
                + "\" is for remote URLs; an embedded one takes: "
                + WeftProperty.names(WeftProperty::isForEmbedded));
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
      throw invalid(
          "There is no property \"" + name + "\"; there are: " + WeftProperty.names(any -> true));
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
