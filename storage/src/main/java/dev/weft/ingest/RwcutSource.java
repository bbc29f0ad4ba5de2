package dev.weft.ingest;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.FlowSource;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * Flows from text as rwcut prints it, or Weft's own CSV: a line a flow, columns as {@link
 * TextLayout} finds them. Blank lines, lines that begin with {@code #}, and repeated title lines
 * count for nothing.
 *
 * <p>What a text does not tell is 0 or unknown, except: packets 1; bytes as many as packets; flags
 * the union of initial and session flags; one of start, duration and end from the other two (the
 * end gives way where all three stand there). iType and iCode go before dPort in an ICMP flow. A
 * flow with a colon in an address is an IPv6 record.
 */
final class RwcutSource implements FlowSource {
  private final LineReader lines;
  private final String name;
  private final TextLayout layout;
  private final byte @Nullable [] title;
  private final TextRow row;
  private final TextSite site;
  private final Batch batch = Batch.ofFlows(EnumSet.allOf(FlowColumn.class), Batch.ROWS);
  private final int[] starts; // of the cells of a line
  private final int[] ends;
  private boolean begun;
  private @Nullable IOException fault;

  private RwcutSource(
      LineReader lines, String name, TextLayout layout, byte @Nullable [] title, Site known) {
    this.lines = lines;
    this.name = name;
    this.layout = layout;
    this.title = title;
    this.site = new TextSite(known);
    this.row = new TextRow(batch, site);
    this.starts = new int[layout.fields().length];
    this.ends = new int[layout.fields().length];
  }

  /** True where text that begins like this is rwcut's. */
  static boolean accepts(byte[] beginning, int length) {
    int start = LineReader.markLength(beginning, 0, length);
    for (int i = start; i <= length; i++) {
      if (i == length || beginning[i] == '\n') {
        byte[] line = Arrays.copyOfRange(beginning, start, i);
        if (!isBlank(line, 0, line.length)) {
          return TextLayout.of(line, line.length) != null;
        }
        start = i + 1;
      }
    }
    return false;
  }

  /**
   * Reads the first line.
   *
   * @param in closed with the source, and if this throws
   * @param known names that stand in the text already, with their ids
   * @throws UnsupportedFormatException where it is none of rwcut's, or tells no times
   */
  static RwcutSource open(InputStream in, String name, Site known, WarningSink warnings)
      throws IOException {
    LineReader lines = new LineReader(in, name);
    try {
      while (lines.next()) {
        if (isBlank(lines.buffer(), lines.start(), lines.end())) {
          continue;
        }
        byte[] first = lines.copy();
        TextLayout layout = TextLayout.of(first, first.length);
        if (layout == null) {
          throw new UnsupportedFormatException(
              name,
              lines.offset(),
              "line %d: expected rwcut's titles or its default columns, found %s"
                  .formatted(lines.number(), TextValues.shown(first, 0, first.length)));
        }
        requireTimes(layout, name, lines.number());
        if (!layout.ignored().isEmpty()) {
          warnings.warn(name + ": columns not imported: " + String.join(", ", layout.ignored()));
        }
        return new RwcutSource(lines, name, layout, layout.titled() ? first : null, known);
      }
      throw new UnsupportedFormatException(name, 0, "expected flows, found no line");
    } catch (IOException | RuntimeException e) {
      try (lines) {
        throw e;
      }
    }
  }

  private static void requireTimes(TextLayout layout, String name, long line)
      throws UnsupportedFormatException {
    boolean both = layout.has(TextField.ETIME) && layout.has(TextField.DURATION);
    if (!layout.has(TextField.STIME) && !both) {
      throw new UnsupportedFormatException(
          name, 0, "line " + line + ": expected a column sTime, or eTime and duration; found none");
    }
  }

  @Override
  public Site site() {
    return site.site();
  }

  @Override
  public int next() throws IOException {
    if (fault != null) {
      throw fault;
    }
    int rows = 0;
    try {
      while (rows < Batch.ROWS && nextLine()) {
        parse(rows);
        rows++;
      }
    } catch (IOException e) {
      fault = e; // once the sound flows before it are delivered
      if (rows == 0) {
        throw e;
      }
    }
    batch.size(rows);
    return rows;
  }

  /** Moves to the next line with a flow; the first such line of an untitled text is its first. */
  private boolean nextLine() throws IOException {
    boolean first = !begun && title == null;
    begun = true;
    while (first || lines.next()) {
      first = false;
      byte[] b = lines.buffer();
      boolean counts = !isBlank(b, lines.start(), lines.end()) && !isTitle(b);
      if (counts) {
        return true;
      }
    }
    return false;
  }

  private boolean isTitle(byte[] b) {
    return title != null && Arrays.equals(title, 0, title.length, b, lines.start(), lines.end());
  }

  private static boolean isBlank(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] != ' ' && b[i] != '\t' && b[i] != '\r') {
        return b[i] == '#';
      }
    }
    return true;
  }

  private void parse(int at) throws CorruptFileException {
    split();
    @Nullable TextField[] fields = layout.fields();
    byte[] b = lines.buffer();
    row.begin(at);
    int column = 0;
    try {
      for (; column < fields.length; column++) {
        TextField field = fields[column];
        if (field != null) {
          row.set(field, b, starts[column], ends[column]);
        }
      }
    } catch (TextValues.BadValue e) {
      throw bad(column, e.expected(), TextValues.shown(b, starts[column], ends[column]));
    }
    try {
      row.finish();
    } catch (TextValues.BadValue e) {
      throw new CorruptFileException(
          name, lines.offset(), "line %d: expected %s".formatted(lines.number(), e.expected()));
    }
  }

  /** Finds the cells of the line, without blanks and quotes around them. */
  private void split() throws CorruptFileException {
    byte[] b = lines.buffer();
    byte delimiter = layout.delimiter();
    int end = lines.end();
    int cell = 0;
    int i = lines.start();
    while (true) {
      int from = i;
      while (i < end && b[i] != delimiter) {
        i++;
      }
      if (cell == starts.length) {
        boolean empty = i == end && isBlank(b, from, end); // rwcut's delimiter at the end
        if (empty) {
          return;
        }
        throw columns("more");
      }
      int to = i;
      while (from < to && b[from] == ' ') {
        from++;
      }
      while (from < to && b[to - 1] == ' ') {
        to--;
      }
      boolean quoted = to - from >= 2 && b[from] == '"' && b[to - 1] == '"';
      starts[cell] = quoted ? from + 1 : from;
      ends[cell] = quoted ? to - 1 : to;
      cell++;
      if (i == end) {
        break;
      }
      i++;
    }
    if (cell < starts.length) {
      throw columns(String.valueOf(cell));
    }
  }

  private CorruptFileException columns(String found) {
    return new CorruptFileException(
        name,
        lines.offset(),
        "line %d: expected %d columns, found %s".formatted(lines.number(), starts.length, found));
  }

  private CorruptFileException bad(int column, String expected, String found) {
    TextField field = layout.fields()[column];
    return new CorruptFileException(
        name,
        lines.offset(),
        "line %d, column %d (%s): expected %s, found %s"
            .formatted(
                lines.number(), column + 1, field == null ? "" : field.title(), expected, found));
  }

  @Override
  public void read(FlowColumn column, Vector target) {
    target.clearNulls();
    int rows = batch.size();
    if (target instanceof AddressVector t) {
      AddressVector source = batch.addresses(column);
      long other = 0;
      for (int i = 0; i < rows; i++) {
        t.highs[i] = source.highs[i];
        t.lows[i] = source.lows[i];
        other |= t.highs[i] | t.lows[i] >>> 32 ^ IpAddress.IPV4_LOW >>> 32;
      }
      t.allIpv4(other == 0);
    } else if (target instanceof LongVector t) {
      System.arraycopy(batch.longs(column).values, 0, t.values, 0, rows);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
