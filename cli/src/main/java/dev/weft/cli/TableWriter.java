package dev.weft.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link RowFormat#TABLE}. The first rows decide the widths; a longer value later pushes its line
 * out, which costs beauty and no memory.
 */
final class TableWriter implements RowWriter {
  private static final int MEASURED_ROWS = 1_000;
  private static final String NULL = "NULL";

  private final Writer out;
  private final List<@Nullable String[]> held = new ArrayList<>();
  private List<Column> columns = List.of();
  private int[] widths = {};
  private boolean measured;

  TableWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) {
    this.columns = columns;
    widths = columns.stream().mapToInt(column -> length(column.label())).toArray();
  }

  @Override
  public void row(@Nullable String[] values) throws IOException {
    if (measured) {
      print(values);
      return;
    }
    held.add(values.clone());
    if (held.size() == MEASURED_ROWS) {
      printHeld();
    }
  }

  @Override
  public void end() throws IOException {
    if (!measured) {
      printHeld();
    }
  }

  private void printHeld() throws IOException {
    measured = true;
    for (@Nullable String[] values : held) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(printable(values[i])));
      }
    }
    print(columns.stream().map(Column::label).toArray(String[]::new));
    for (int i = 0; i < widths.length; i++) {
      out.write(i == 0 ? "" : "+");
      out.write("-".repeat(widths[i] + 2));
    }
    out.write('\n');
    for (@Nullable String[] values : held) {
      print(values);
    }
    held.clear();
  }

  private void print(@Nullable String[] values) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String value = printable(values[i]);
      String padding = " ".repeat(Math.max(0, widths[i] - length(value)));
      boolean right = columns.get(i).kind() == Kind.NUMBER;
      line.append(i == 0 ? " " : " | ").append(right ? padding + value : value + padding);
    }
    out.write(line.toString().stripTrailing());
    out.write('\n');
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The text without what could move a terminal's cursor. */
  static String printable(@Nullable String value) {
    if (value == null) {
      return NULL;
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return value.replaceAll("\\p{Cntrl}", "\uFFFD");
      }
    }
    return value;
  }
}
