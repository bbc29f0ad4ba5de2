package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a site file into statements, one a line.
 *
 * <pre>
 * atom      one or more of letters, digits, - . _ / @
 * integer   an atom of decimal digits only
 * string    "...", at most 2046 bytes; escapes \n \t \r \b \f, \ and 1-3 octal digits (up to 377),
 *           \ before anything else (a line break, too) is that character
 * blanks    space, tab, carriage return
 * comment   # to the end of the line
 * </pre>
 *
 * A statement ends with its line; what the file's last line holds without a newline after it is no
 * statement (SiLK drops it).
 */
final class SilkConfLexer {
  static final int MAX_STRING = 2046;

  enum Kind {
    ATOM,
    INTEGER,
    STRING
  }

  record Token(Kind kind, String text) {}

  private final String file;
  private final byte[] bytes;
  private int position;
  private int line = 1;
  private int statementLine;
  private boolean dropped;

  SilkConfLexer(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  String file() {
    return file;
  }

  /** Line, from 1, on which the statement returned last begins. */
  int statementLine() {
    return statementLine;
  }

  /** True where, at the end, a last line without newline was dropped. */
  boolean dropped() {
    return dropped;
  }

  /** The next line that holds a statement, at least one token; null at the end of the file. */
  @Nullable List<Token> next() throws CorruptFileException {
    List<Token> tokens = new ArrayList<>();
    statementLine = line;
    while (position < bytes.length) {
      int c = bytes[position] & 0xFF;
      if (c == '\n') {
        position++;
        line++;
        if (!tokens.isEmpty()) {
          return tokens;
        }
        statementLine = line;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        position++;
      } else if (c == '#') {
        skipComment();
      } else if (c == '"') {
        Token string = string();
        if (string == null) {
          break;
        }
        tokens.add(string);
      } else if (isAtom(c)) {
        tokens.add(atom());
      } else {
        throw error(line, "unexpected character " + show(c) + "; put the word in double quotes");
      }
    }
    dropped |= !tokens.isEmpty();
    return null;
  }

  CorruptFileException error(int atLine, String detail) {
    return new CorruptFileException(file, -1, "line " + atLine + ": " + detail);
  }

  private void skipComment() {
    while (position < bytes.length && bytes[position] != '\n') {
      position++;
    }
  }

  private Token atom() {
    int start = position;
    boolean digits = true;
    while (position < bytes.length && isAtom(bytes[position] & 0xFF)) {
      digits &= bytes[position] >= '0' && bytes[position] <= '9';
      position++;
    }
    return new Token(
        digits ? Kind.INTEGER : Kind.ATOM,
        new String(bytes, start, position - start, StandardCharsets.US_ASCII));
  }

  private static boolean isAtom(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '-' && c <= '9' // - . / and the digits
        || c == '_'
        || c == '@';
  }

  /** Returns null where the file ends inside the string. */
  private @Nullable Token string() throws CorruptFileException {
    int startLine = line;
    int escapedBreaks = 0;
    byte[] text = new byte[MAX_STRING];
    int n = 0;
    position++;
    while (position < bytes.length) {
      int c = bytes[position++] & 0xFF;
      if (c == '"') {
        if (line > startLine + escapedBreaks) {
          throw error(
              line,
              "line break inside the string that begins on line " + startLine + "; write \\n");
        }
        return new Token(Kind.STRING, new String(text, 0, n, StandardCharsets.UTF_8));
      }
      if (c == '\n') {
        line++; // an error once the string ends; a string that never does is dropped
      } else if (c == '\\') {
        if (position == bytes.length) {
          break;
        }
        escapedBreaks += bytes[position] == '\n' ? 1 : 0;
        c = escaped();
      }
      if (n == MAX_STRING) {
        throw error(startLine, "string of more than " + MAX_STRING + " characters");
      }
      text[n++] = (byte) c;
    }
    dropped = true;
    return null;
  }

  private int escaped() throws CorruptFileException {
    int c = bytes[position++] & 0xFF;
    switch (c) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case '\n':
        line++;
        return c;
      default:
        return c >= '0' && c <= '7' ? octal(c - '0') : c;
    }
  }

  private int octal(int value) throws CorruptFileException {
    for (int i = 0; i < 2 && position < bytes.length; i++) {
      int digit = bytes[position] - '0';
      if (digit < 0 || digit > 7) {
        break;
      }
      value = value << 3 | digit;
      position++;
    }
    if (value > 0xFF) {
      throw error(line, "octal escape \\" + Integer.toOctalString(value) + " is above \\377");
    }
    return value;
  }

  private static String show(int c) {
    return c > ' ' && c < 0x7F ? "'" + (char) c + "'" : String.format("0x%02x", c);
  }
}
