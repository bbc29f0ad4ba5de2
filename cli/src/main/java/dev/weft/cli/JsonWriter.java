package dev.weft.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link RowFormat#JSON}. */
final class JsonWriter implements RowWriter {
  private final Writer out;
  private String[] prefixes = {};
  private Kind[] kinds = {};

  JsonWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) {
    prefixes = new String[columns.size()];
    kinds = new Kind[columns.size()];
    for (int i = 0; i < prefixes.length; i++) {
      prefixes[i] = (i == 0 ? "{" : ",") + quoted(columns.get(i).label()) + ":";
      kinds[i] = columns.get(i).kind();
    }
  }

  @Override
  public void row(@Nullable String[] values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      out.write(prefixes[i]);
      String value = values[i];
      out.write(value == null ? "null" : isBare(kinds[i], value) ? value : quoted(value));
    }
    out.write("}\n");
  }

  /** Numbers and truth values stand unquoted; NaN and the infinities are no JSON numbers. */
  private static boolean isBare(Kind kind, String value) {
    return switch (kind) {
      case TEXT -> false;
      case BOOLEAN -> true;
      case NUMBER -> Character.isDigit(value.charAt(value.length() - 1));
    };
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c == '\n') {
        text.append("\\n");
      } else if (c < ' ' || Character.isSurrogate(c) && !isPaired(value, i)) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  private static boolean isPaired(String value, int i) {
    char c = value.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }

  @Override
  public void end() {}
}
