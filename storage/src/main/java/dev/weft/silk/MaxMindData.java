package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The values of a section of a MaxMind database.
 *
 * <pre>
 * control byte   top 3 bits: type; 0: type is the next byte + 7. Low 5 bits: size
 *                size 29: 29 + next byte; 30: 285 + next 2 bytes; 31: 65821 + next 3 bytes
 * pointer (1)    size bits SSVVV: SS + 1 bytes follow; SS 0-2: VVV above them, then + 0, 2048,
 *                526336; SS 3: the four bytes alone
 * map (7)        size pairs of text and value;  array (11)  size values
 * true/false     (14) the size is the value
 * others         size bytes; numbers are big-endian
 * </pre>
 */
final class MaxMindData {
  private static final int POINTER = 1;
  private static final int TEXT = 2;
  private static final int MAP = 7;
  private static final int ARRAY = 11;
  private static final int BOOLEAN = 14;

  private static final int MAX_DEPTH = 32;

  /** Values looked at for one question; a record of a real database has some hundred. */
  private static final int MAX_STEPS = 100_000;

  private final String file;
  private final byte[] bytes;
  private final int start;
  private final int end;

  // The value read last: its type, its size, where its content begins and what follows it.
  private int type;
  private int size;
  private int content;
  private int after;
  private int valueAt; // where the value that find() found stands
  private int steps;

  MaxMindData(String file, byte[] bytes, int start, int end) {
    this.file = file;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** A number in the map at an offset of the section. */
  long number(int at, String key) throws CorruptFileException {
    steps = 0;
    if (!find(start + at, key) || size > 4 || type == MAP || type == ARRAY || type == TEXT) {
      throw corrupt(start + at, "the metadata have no number '" + key + "'");
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | bytes[content + i] & 0xFF;
    }
    return value;
  }

  /** The text at a path of keys below the map at an offset; null if there is none. */
  @Nullable String text(int at, String... path) throws CorruptFileException {
    steps = 0;
    if (at >= end - start) {
      throw corrupt(start, "byte " + at + " is beyond the data section");
    }
    int position = start + at;
    for (String key : path) {
      if (!find(position, key)) {
        return null;
      }
      position = valueAt;
    }
    return type == TEXT ? new String(bytes, content, size, StandardCharsets.UTF_8) : null;
  }

  /** Reads the value of a key of the map at a position; false where there is no map or no key. */
  private boolean find(int position, String key) throws CorruptFileException {
    read(position);
    if (type != MAP) {
      return false;
    }
    int pairs = size;
    int next = content;
    for (int i = 0; i < pairs; i++) {
      read(next);
      boolean same =
          type == TEXT && key.equals(new String(bytes, content, size, StandardCharsets.UTF_8));
      int value = after;
      if (same) {
        valueAt = value;
        read(value);
        return true;
      }
      next = skip(value, 0);
    }
    return false;
  }

  /** Where the value after the one at a position stands. */
  private int skip(int position, int depth) throws CorruptFileException {
    boolean pointer = (byteAt(position) & 0xFF) >>> 5 == POINTER;
    read(position);
    if (pointer || type != MAP && type != ARRAY) {
      return after;
    }
    if (depth == MAX_DEPTH) {
      throw corrupt(position, "more than " + MAX_DEPTH + " values inside one another");
    }
    long inside = type == MAP ? 2L * size : size;
    int next = content;
    for (long i = 0; i < inside; i++) {
      next = skip(next, depth + 1);
    }
    return next;
  }

  /** Reads the head of a value, through a pointer where it is one. */
  private void read(int position) throws CorruptFileException {
    int control = readHead(position);
    if (type != POINTER) {
      return;
    }
    int behind = pointerEnd(position, control);
    long target = pointerTarget(position, control);
    if (target >= end - start) {
      throw corrupt(position, "a pointer leads to byte " + target + " of the section");
    }
    readHead(start + (int) target);
    if (type == POINTER) {
      throw corrupt(position, "a pointer leads to a pointer");
    }
    after = behind; // for the one who goes on after the pointer
  }

  private int pointerEnd(int position, int control) {
    return position + 2 + (control >>> 3 & 3);
  }

  private long pointerTarget(int position, int control) throws CorruptFileException {
    int form = control >>> 3 & 3;
    long value = form == 3 ? 0 : control & 7;
    for (int i = 0; i <= form; i++) {
      value = value << 8 | byteAt(position + 1 + i) & 0xFF;
    }
    return value + (form == 1 ? 2048 : form == 2 ? 526_336 : 0);
  }

  /** Sets type, size, content and after; returns the control byte. */
  private int readHead(int position) throws CorruptFileException {
    if (++steps > MAX_STEPS) {
      throw corrupt(position, "a record of more than " + MAX_STEPS + " values");
    }
    int at = position;
    int control = byteAt(at++) & 0xFF;
    type = control >>> 5;
    if (type == POINTER) {
      return control;
    }
    if (type == 0) {
      type = (byteAt(at++) & 0xFF) + 7;
    }
    size = control & 31;
    if (size >= 29) {
      int more = size - 28;
      int extra = 0;
      for (int i = 0; i < more; i++) {
        extra = extra << 8 | byteAt(at++) & 0xFF;
      }
      size = extra + (more == 1 ? 29 : more == 2 ? 285 : 65_821);
    }
    content = at;
    boolean sized = type != MAP && type != ARRAY && type != BOOLEAN;
    if (sized && size > end - at) {
      throw corrupt(position, "a value of " + size + " bytes runs over the end of the section");
    }
    after = sized ? at + size : at;
    return control;
  }

  private byte byteAt(int position) throws CorruptFileException {
    if (position < start || position >= end) {
      throw corrupt(position, "a value runs over the end of the section");
    }
    return bytes[position];
  }

  private CorruptFileException corrupt(int position, String detail) {
    return new CorruptFileException(file, position, "malformed MaxMind database: " + detail);
  }
}
