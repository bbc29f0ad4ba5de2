package dev.weft.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link RowFormat#TSV}. */
final class TsvWriter implements RowWriter {
  private final Writer out;

  TsvWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) throws IOException {
    row(columns.stream().map(Column::label).toArray(String[]::new));
  }

  @Override
  public void row(@Nullable String[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        out.write('\t');
      }
      String value = values[i];
      if (value == null) {
        out.write("\\N");
      } else {
        field(value);
      }
    }
    out.write('\n');
  }

  private void field(String value) throws IOException {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\t' -> out.write("\\t");
        case '\n' -> out.write("\\n");
        case '\r' -> out.write("\\r");
        case '\\' -> out.write("\\\\");
        default -> out.write(c);
      }
    }
  }

  @Override
  public void end() {}
}
