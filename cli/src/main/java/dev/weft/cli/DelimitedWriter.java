package dev.weft.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields with a character between them, a line a row: {@link RowFormat#CSV} and TSV. */
final class DelimitedWriter implements RowWriter {
  /** How a value is written so that it stays one field. */
  interface Style {
    char separator();

    String ofNull();

    /** True where the text can't stand as it is. */
    boolean isSpecial(String value);

    String guarded(String value);
  }

  static final Style CSV =
      new Style() {
        @Override
        public char separator() {
          return ',';
        }

        @Override
        public String ofNull() {
          return "";
        }

        @Override
        public boolean isSpecial(String value) {
          for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
              return true;
            }
          }
          return value.isEmpty();
        }

        @Override
        public String guarded(String value) {
          return '"' + value.replace("\"", "\"\"") + '"';
        }
      };

  static final Style TSV =
      new Style() {
        @Override
        public char separator() {
          return '\t';
        }

        @Override
        public String ofNull() {
          return "\\N";
        }

        @Override
        public boolean isSpecial(String value) {
          for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\t' || c == '\\' || c == '\n' || c == '\r') {
              return true;
            }
          }
          return false;
        }

        @Override
        public String guarded(String value) {
          return value
              .replace("\\", "\\\\")
              .replace("\t", "\\t")
              .replace("\n", "\\n")
              .replace("\r", "\\r");
        }
      };

  private final Writer out;
  private final Style style;
  private final StringBuilder line = new StringBuilder();

  DelimitedWriter(Writer out, Style style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public void begin(List<Column> columns) throws IOException {
    row(columns.stream().map(Column::label).toArray(String[]::new));
  }

  @Override
  public void row(@Nullable String[] values) throws IOException {
    line.setLength(0); // a line at a time: the writer takes a lock for each call
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        line.append(style.separator());
      }
      String value = values[i];
      if (value == null) {
        line.append(style.ofNull());
      } else {
        line.append(style.isSpecial(value) ? style.guarded(value) : value);
      }
    }
    out.append(line.append('\n'));
  }

  @Override
  public void end() {}
}
