package dev.weft.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of a text are divided: told by its first line, which is rwcut's title line, or a
 * line of flows in rwcut's default columns (sIP, dIP, sPort, dPort, protocol, packets, bytes,
 * flags, sTime, duration, eTime, sensor).
 *
 * @param delimiter {@code |}, tab, {@code ;} or {@code ,}
 * @param fields in the order of the columns; null for a column to be ignored
 * @param titled true where the first line is a title
 * @param ignored titles of the columns to be ignored
 */
record TextLayout(
    byte delimiter, @Nullable TextField[] fields, boolean titled, List<String> ignored) {
  private static final String DELIMITERS = "|\t;,";
  private static final String TITLE_START = "abcdefghijklmnopqrstuvwxyz_";

  /** The layout that a first line tells; null where the line is no line of rwcut's. */
  static @Nullable TextLayout of(byte[] firstLine, int length) {
    String line = new String(firstLine, 0, length, StandardCharsets.UTF_8).strip();
    for (int d = 0; d < DELIMITERS.length(); d++) {
      char delimiter = DELIMITERS.charAt(d);
      if (line.indexOf(delimiter) >= 0) {
        return of(line, delimiter);
      }
    }
    return null;
  }

  private static @Nullable TextLayout of(String line, char delimiter) {
    List<String> cells = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= line.length(); i++) {
      if (i == line.length() || line.charAt(i) == delimiter) {
        cells.add(unquoted(line.substring(start, i).strip()));
        start = i + 1;
      }
    }
    if (cells.get(cells.size() - 1).isEmpty()) {
      cells.remove(cells.size() - 1); // rwcut ends lines with a delimiter
    }
    return cells.stream().allMatch(TextLayout::canBeTitle)
        ? titled(cells, (byte) delimiter)
        : untitled(cells, (byte) delimiter);
  }

  private static String unquoted(String cell) {
    boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1) : cell;
  }

  /** Titles begin with letters; in a line of flows some cell is a number. */
  private static boolean canBeTitle(String cell) {
    return !cell.isEmpty() && TITLE_START.indexOf(Character.toLowerCase(cell.charAt(0))) >= 0;
  }

  private static @Nullable TextLayout titled(List<String> cells, byte delimiter) {
    @Nullable TextField[] fields = new TextField[cells.size()];
    Set<TextField> seen = EnumSet.noneOf(TextField.class);
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      TextField f = TextField.ofTitle(cells.get(i));
      if (f == null || !seen.add(f)) {
        ignored.add(cells.get(i));
      } else {
        fields[i] = f;
      }
    }
    return seen.isEmpty() ? null : new TextLayout(delimiter, fields, true, ignored);
  }

  private static @Nullable TextLayout untitled(List<String> cells, byte delimiter) {
    if (cells.size() != TextField.RWCUT_DEFAULT.length) {
      return null;
    }
    for (int i = 2; i < 7; i++) { // ports, protocol, packets, bytes
      if (cells.get(i).isEmpty() || !cells.get(i).chars().allMatch(c -> c >= '0' && c <= '9')) {
        return null;
      }
    }
    return new TextLayout(delimiter, TextField.RWCUT_DEFAULT.clone(), false, List.of());
  }

  boolean has(TextField field) {
    return Arrays.asList(fields).contains(field);
  }
}
