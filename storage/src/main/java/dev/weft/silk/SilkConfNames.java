package dev.weft.silk;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What names and ids a site file may hold; shared by its reader and its writer. */
final class SilkConfNames {
  static final int MAX_SENSOR_ID = 65534;
  static final int MAX_FLOWTYPE_ID = 254;
  static final int MAX_CLASSES = 32;
  static final int MAX_SENSOR_NAME = 64;
  static final int MAX_TYPE_NAME = 32;

  private SilkConfNames() {}

  /** Returns null for a good sensor name, else what is wrong with it. */
  static @Nullable String sensorFault(String name) {
    String fault = fault("sensor name", name, MAX_SENSOR_NAME);
    return fault == null && name.indexOf('_') >= 0
        ? "sensor name '" + name + "' has an underscore, which ends the sensor in file names"
        : fault;
  }

  /** Returns null for a good name of a class, type or flowtype, else what is wrong with it. */
  static @Nullable String nameFault(String what, String name) {
    return fault(what + " name", name, MAX_TYPE_NAME);
  }

  private static @Nullable String fault(String what, String name, int max) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length > max) {
      return what + " '" + name + "' has " + length + " characters, at most " + max + " fit";
    }
    if (name.isEmpty() || !isLetter(name.charAt(0))) {
      return what + " '" + name + "' does not start with a letter";
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '/' || c <= ' ') {
        return what + " '" + name + "' has a " + (c == '/' ? "slash" : "blank");
      }
    }
    return null;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
