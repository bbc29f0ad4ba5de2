package dev.weft.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The file name of a segment: {@code class.type.sensor.segment.weft}.
 *
 * <p>ASCII letters, digits, {@code -}, {@code _} and {@code @} stand for themselves; every other
 * byte of a name's UTF-8 form is {@code %} and two capital hex digits, so that a name can't hold a
 * dot or a slash. A sensor without a name is its number or {@code ?} (written {@code %3F}); a type
 * without a name is class {@code ?} and its number. Names of SiLK begin with a letter, so numbers
 * are never mistaken for names.
 *
 * @param className class, as {@link dev.weft.flow.Site#classLabel} tells it
 * @param typeName type, as {@link dev.weft.flow.Site#typeLabel} tells it
 * @param sensorName sensor, as {@link dev.weft.flow.Site#sensorLabel} tells it
 * @param segment unique among the segments of an hour: letters, digits and {@code -}; that of a
 *     segment made of others, which it names in its footer, begins with {@link #MERGED}
 */
public record SegmentName(String className, String typeName, String sensorName, String segment) {
  /** How the name of every segment ends. */
  public static final String SUFFIX = ".weft";

  /** How the segment part of a merged segment's name begins; no import's id does. */
  public static final String MERGED = "merged-";

  private static final int LONGEST = 255; // bytes that file systems allow in a name
  private static final String HEX = "0123456789ABCDEF";

  /** True for a segment that may take the place of others. */
  public boolean isMerged() {
    return segment.startsWith(MERGED);
  }

  /** True where both are segments of one partition, in the same hour. */
  public boolean isSamePartition(SegmentName other) {
    return className.equals(other.className)
        && typeName.equals(other.typeName)
        && sensorName.equals(other.sensorName);
  }

  /**
   * The file's name.
   *
   * @throws IllegalArgumentException where it would be longer than file systems take
   */
  public String fileName() {
    String name =
        encode(className)
            + '.'
            + encode(typeName)
            + '.'
            + encode(sensorName)
            + '.'
            + segment
            + SUFFIX;
    if (name.length() > LONGEST) {
      throw new IllegalArgumentException(
          "class '%s', type '%s' and sensor '%s' make a file name of %d bytes, more than %d; shorten a name in silk.conf"
              .formatted(className, typeName, sensorName, name.length(), LONGEST));
    }
    return name;
  }

  /** The parts of a file name; null where it is not the name of a segment. */
  public static @Nullable SegmentName parse(String fileName) {
    if (!fileName.endsWith(SUFFIX)) {
      return null;
    }
    int end = fileName.length() - SUFFIX.length();
    int first = fileName.indexOf('.');
    int second = fileName.indexOf('.', first + 1);
    int third = fileName.indexOf('.', second + 1);
    boolean fourParts = first > 0 && second > first + 1 && third > second + 1 && third + 1 < end;
    if (!fourParts || fileName.indexOf('.', third + 1) != end) {
      return null;
    }
    String className = decode(fileName.substring(0, first));
    String typeName = decode(fileName.substring(first + 1, second));
    String sensorName = decode(fileName.substring(second + 1, third));
    return className == null || typeName == null || sensorName == null
        ? null
        : new SegmentName(className, typeName, sensorName, fileName.substring(third + 1, end));
  }

  static String encode(String name) {
    StringBuilder b = new StringBuilder(name.length() + 8);
    for (byte c : name.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(c)) {
        b.append((char) c);
      } else {
        b.append('%').append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
      }
    }
    return b.toString();
  }

  static @Nullable String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int high = i + 2 < text.length() ? HEX.indexOf(text.charAt(i + 1)) : -1;
      int low = high >= 0 ? HEX.indexOf(text.charAt(i + 2)) : -1;
      if (low < 0) {
        return null;
      }
      bytes.write(high << 4 | low);
      i += 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static boolean isPlain(byte c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_'
        || c == '@';
  }
}
