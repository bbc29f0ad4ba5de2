package dev.weft.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Fields with a character between them, a line a row: {@link RowFormat#CSV} and TSV. */
final class DelimitedWriter implements RowWriter {
  /**
   * How a value is written so that it stays one field.
   *
   * @param special characters that a text can't hold as it is
   * @param guarded makes such a text, or an empty one of {@code guardsEmpty}, one field
   */
  record Style(
      char separator,
      String ofNull,
      String special,
      boolean guardsEmpty,
      UnaryOperator<String> guarded) {
    /** RFC 4180; NULL is nothing at all, the empty text two quotes. */
    static final Style CSV =
        new Style(',', "", ",\"\n\r", true, v -> '"' + v.replace("\"", "\"\"") + '"');

    /** PostgreSQL's COPY, as psql and DuckDB read it. */
    static final Style TSV =
        new Style(
            '\t',
            "\\N",
            "\t\\\n\r",
            false,
            v ->
                v.replace("\\", "\\\\")
                    .replace("\t", "\\t")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r"));

    String field(@Nullable String value) {
      if (value == null) {
        return ofNull;
      }
      return isSpecial(value) ? guarded.apply(value) : value;
    }

    private boolean isSpecial(String value) {
      for (int i = 0; i < value.length(); i++) {
        if (special.indexOf(value.charAt(i)) >= 0) {
          return true;
        }
      }
      return guardsEmpty && value.isEmpty();
    }
  }

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
      line.append(style.field(values[i]));
    }
    out.append(line.append('\n'));
  }

  @Override
  public void end() {}
}
