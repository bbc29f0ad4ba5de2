package dev.weft.silk;

import dev.weft.flow.Site;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a SiLK data root keeps the file of an hour, type and sensor: silk.conf's path-format.
 * Immutable.
 *
 * <pre>
 * %C class        %T type           %F flowtype name   %f flowtype id
 * %N sensor name  %n sensor id      %Y year, 4 digits  %m month, %d day, %H hour, 2 digits each
 * %x file name, %F-%N_%Y%m%d.%H     %% a percent sign
 * </pre>
 *
 * A format ends in {@code /%x} or is {@code %x}; what it gives is appended to the data root.
 */
public final class PathFormat {
  /** SiLK's own. */
  public static final PathFormat DEFAULT = parse("%T/%Y/%m/%d/%x");

  /** What a conversion stands for, by its letter; {@link #LITERAL} is no conversion. */
  enum Kind {
    LITERAL(' '),
    CLASS('C'),
    TYPE('T'),
    FLOWTYPE('F'),
    FLOWTYPE_ID('f'),
    SENSOR('N'),
    SENSOR_ID('n'),
    YEAR('Y'),
    MONTH('m'),
    DAY('d'),
    HOUR('H');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    boolean isTime() {
      return compareTo(YEAR) >= 0;
    }
  }

  /**
   * A conversion, or text that stands for itself.
   *
   * @param literal empty unless the kind is LITERAL
   */
  record Piece(Kind kind, String literal) {}

  private final String text;
  private final List<List<Piece>> directories;

  private PathFormat(String text, List<List<Piece>> directories) {
    this.text = text;
    this.directories = directories;
  }

  /**
   * @throws IllegalArgumentException where the format has an unknown conversion or does not end in
   *     {@code /%x}
   */
  public static PathFormat parse(String text) {
    if (!text.equals("%x") && !text.endsWith("/%x")) {
      throw new IllegalArgumentException(
          "path-format '" + text + "' does not end in '/%x', the file name");
    }
    List<List<Piece>> directories = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < text.length() - 2; i++) {
      char c = text.charAt(i);
      if (c == '/') {
        flush(literal, pieces);
        if (!pieces.isEmpty()) {
          directories.add(List.copyOf(pieces));
          pieces.clear();
        }
      } else if (c != '%') {
        literal.append(c);
      } else if (text.charAt(++i) == '%') {
        literal.append('%');
      } else {
        flush(literal, pieces);
        pieces.add(new Piece(kind(text, i), ""));
      }
    }
    return new PathFormat(text, List.copyOf(directories));
  }

  private static void flush(StringBuilder literal, List<Piece> pieces) {
    if (literal.length() > 0) {
      pieces.add(new Piece(Kind.LITERAL, literal.toString()));
      literal.setLength(0);
    }
  }

  private static Kind kind(String text, int at) {
    char c = text.charAt(at);
    for (Kind kind : Kind.values()) {
      if (kind != Kind.LITERAL && kind.letter == c) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "path-format '"
            + text
            + "' has the conversion '%"
            + c
            + "'; it knows "
            + (c == 'x' ? "%x only at its end" : "%C %T %F %f %N %n %Y %m %d %H %x %%"));
  }

  /** The format as silk.conf writes it. */
  public String text() {
    return text;
  }

  /** What makes the names of the directories between the data root and the file, from the top. */
  List<List<Piece>> directories() {
    return directories;
  }

  /**
   * The place of a file, relative to the data root, with {@code /} between names.
   *
   * @param hour any time in the file's hour, ms since the epoch
   */
  public String path(Site.FlowType type, Site.Sensor sensor, long hour) {
    ZonedDateTime time = Instant.ofEpochMilli(hour).atZone(ZoneOffset.UTC);
    StringBuilder b = new StringBuilder();
    for (List<Piece> directory : directories) {
      for (Piece piece : directory) {
        append(b, piece, type, sensor, time);
      }
      b.append('/');
    }
    return b.append(fileName(type, sensor, hour)).toString();
  }

  /** The name of a file, {@code FLOWTYPE-SENSOR_YYYYMMDD.HH}. */
  public static String fileName(Site.FlowType type, Site.Sensor sensor, long hour) {
    ZonedDateTime time = Instant.ofEpochMilli(hour).atZone(ZoneOffset.UTC);
    StringBuilder b = new StringBuilder();
    b.append(type.flowtype()).append('-').append(sensor.name()).append('_');
    padded(b, time.getYear(), 4);
    padded(b, time.getMonthValue(), 2);
    padded(b, time.getDayOfMonth(), 2);
    return padded(b.append('.'), time.getHour(), 2).toString();
  }

  private static void append(
      StringBuilder b, Piece piece, Site.FlowType type, Site.Sensor sensor, ZonedDateTime time) {
    switch (piece.kind()) {
      case LITERAL -> b.append(piece.literal());
      case CLASS -> b.append(type.className());
      case TYPE -> b.append(type.typeName());
      case FLOWTYPE -> b.append(type.flowtype());
      case FLOWTYPE_ID -> b.append(type.id());
      case SENSOR -> b.append(sensor.name());
      case SENSOR_ID -> b.append(sensor.id());
      case YEAR -> padded(b, time.getYear(), 4);
      case MONTH -> padded(b, time.getMonthValue(), 2);
      case DAY -> padded(b, time.getDayOfMonth(), 2);
      case HOUR -> padded(b, time.getHour(), 2);
    }
  }

  static StringBuilder padded(StringBuilder b, int value, int digits) {
    String text = Integer.toString(value);
    return b.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PathFormat f && text.equals(f.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
