package dev.weft.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link RowFormat#VERTICAL}. */
final class VerticalWriter implements RowWriter {
  private final Writer out;
  private String[] labels = {};
  private long count;

  VerticalWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) {
    int width = columns.stream().mapToInt(column -> column.label().length()).max().orElse(0);
    labels =
        columns.stream()
            .map(column -> column.label() + " ".repeat(width - column.label().length()) + "  ")
            .toArray(String[]::new);
  }

  @Override
  public void row(@Nullable String[] values) throws IOException {
    out.write("-- row " + ++count + "\n");
    for (int i = 0; i < values.length; i++) {
      out.write(labels[i]);
      out.write(TableWriter.printable(values[i]));
      out.write('\n');
    }
  }

  @Override
  public void end() {}
}
