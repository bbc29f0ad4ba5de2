package dev.weft.ingest;

import dev.weft.error.CorruptFileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of a text as bytes in one reused buffer. */
final class LineReader implements Closeable {
  private static final int LONGEST = 1 << 16;

  private final InputStream in;
  private final String name;
  private byte[] buffer = new byte[4 * LONGEST];
  private int limit;
  private int next; // where the next line begins
  private int start;
  private int end;
  private long base; // offset in the text of buffer[0]
  private long number;
  private boolean atEnd;

  LineReader(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Moves to the next line; false at the end. */
  boolean next() throws IOException {
    int i = next;
    while (true) {
      while (i < limit && buffer[i] != '\n') {
        i++;
      }
      if (i < limit || atEnd) {
        break;
      }
      if (i - next > LONGEST) {
        throw new CorruptFileException(
            name,
            base + next,
            "line %d: expected at most %d bytes in a line, found more"
                .formatted(number + 1, LONGEST));
      }
      i -= fill();
    }
    if (next == limit) {
      return false;
    }
    start = next;
    end = i;
    next = Math.min(i + 1, limit);
    if (end > start && buffer[end - 1] == '\r') {
      end--;
    }
    if (number == 0) {
      start += markLength(buffer, start, end);
    }
    number++;
    return true;
  }

  /** Bytes of the mark of UTF-8 that some programs write before a text: 3 or 0. */
  static int markLength(byte[] b, int from, int to) {
    boolean mark =
        to - from >= 3
            && b[from] == (byte) 0xEF
            && b[from + 1] == (byte) 0xBB
            && b[from + 2] == (byte) 0xBF;
    return mark ? 3 : 0;
  }

  /** Moves what is not yet delivered to the front, and reads more; tells by how much it moved. */
  private int fill() throws IOException {
    int moved = next;
    System.arraycopy(buffer, next, buffer, 0, limit - next);
    base += moved;
    limit -= moved;
    next = 0;
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      atEnd = true;
    } else {
      limit += read;
    }
    return moved;
  }

  /** Holds the current line from {@link #start} to {@link #end}, until the next. */
  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  /** Behind the last byte that is neither CR nor LF. */
  int end() {
    return end;
  }

  /** Line number from 1. */
  long number() {
    return number;
  }

  /** Offset in the text of the line's first byte. */
  long offset() {
    return base + start;
  }

  byte[] copy() {
    return Arrays.copyOfRange(buffer, start, end);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
