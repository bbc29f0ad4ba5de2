package dev.weft.sql.prepare;

import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.AND;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.AS;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.BETWEEN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.BY;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.CASE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.COLON;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.COMMA;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.CROSS;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.DOT;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.ELSE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.END;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.ESCAPE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.EXCEPT;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.FETCH;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.FROM;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.FULL;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.GROUP;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.HAVING;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.ILIKE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.INNER;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.INTERSECT;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.JOIN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LBRACE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LBRACE_D;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LBRACE_FN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LBRACE_T;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LBRACE_TS;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LBRACKET;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LEFT;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LIKE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LIMIT;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LPAREN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.NATURAL;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.OFFSET;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.ON;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.OR;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.ORDER;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.QUALIFY;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.RBRACE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.RBRACKET;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.RIGHT;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.RLIKE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.RPAREN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.SELECT;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.SEMICOLON;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.SIMILAR;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.THEN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.UNION;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.WHEN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.WHERE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.WINDOW;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.apache.calcite.sql.parser.babel.Token;

/**
 * Finds the rows of operators and operands in a statement's tokens, such as those of a WHERE: each
 * between two commas, clauses or parentheses. A CASE is a pair of parentheses here. For use by one
 * thread.
 */
final class OperatorRows {
  /** Operators for each of which the parser goes through the whole row. */
  private static final BitSet COSTLY =
      bits(LIKE, ILIKE, RLIKE, SIMILAR, BETWEEN, ESCAPE, LBRACKET, DOT, COLON);

  private static final BitSet OPENING =
      bits(LPAREN, LBRACKET, LBRACE, LBRACE_D, LBRACE_T, LBRACE_TS, LBRACE_FN, CASE);

  private static final BitSet CLOSING = bits(RPAREN, RBRACKET, RBRACE);

  /** Signs, and words that are no names: what comes after them is in a row of its own. */
  private static final BitSet ENDS =
      bits(
          COMMA, SEMICOLON, SELECT, FROM, WHERE, ON, JOIN, GROUP, HAVING, ORDER, BY, WHEN, THEN,
          UNION, INTERSECT, EXCEPT);

  /** What ends a row unless it is a name, or that of a function. */
  private static final BitSet MAY_END =
      bits(
          ELSE, AS, QUALIFY, LEFT, RIGHT, FULL, CROSS, INNER, NATURAL, WINDOW, LIMIT, OFFSET,
          FETCH);

  /**
   * A row, as far as it has been read.
   *
   * @param joints indexes of the tokens that are its ORs and ANDs, and of what may end it
   */
  record Row(int first, int tokens, int costly, List<Integer> joints) {
    /** About what the parser works for the row. */
    double steps() {
      return (double) tokens * tokens * (3 + costly);
    }
  }

  private final List<Token> tokens;
  private final List<Row> rows = new ArrayList<>();
  private final Deque<OpenRow> open = new ArrayDeque<>();

  private OperatorRows(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** All rows of a statement. */
  static List<Row> of(List<Token> tokens) {
    OperatorRows rows = new OperatorRows(tokens);
    rows.read();
    return rows.rows;
  }

  private static final class OpenRow {
    final boolean isCase;
    int first;
    int tokens;
    int costly;
    int betweens;
    List<Integer> joints = new ArrayList<>();

    OpenRow(int first, boolean isCase) {
      this.first = first;
      this.isCase = isCase;
    }
  }

  private static BitSet bits(int... kinds) {
    BitSet bits = new BitSet();
    Arrays.stream(kinds).forEach(bits::set);
    return bits;
  }

  private void read() {
    open.push(new OpenRow(0, false));
    for (int i = 0; i < tokens.size(); i++) {
      int kind = tokens.get(i).kind;
      if (ENDS.get(kind)) {
        begin(i + 1, end().isCase);
      } else if (open.size() > 1 && (CLOSING.get(kind) || kind == END && row().isCase)) {
        end();
      } else {
        count(row(), kind, i);
        if (OPENING.get(kind)) {
          begin(i + 1, kind == CASE);
        }
      }
    }
    while (!open.isEmpty()) {
      end();
    }
  }

  private OpenRow row() {
    return open.element();
  }

  private void begin(int first, boolean isCase) {
    open.push(new OpenRow(first, isCase));
  }

  private OpenRow end() {
    OpenRow row = open.pop();
    rows.add(new Row(row.first, row.tokens, row.costly, row.joints));
    return row;
  }

  private void count(OpenRow row, int kind, int at) {
    row.tokens++;
    if (COSTLY.get(kind)) {
      row.costly++;
    }
    if (kind == BETWEEN) {
      row.betweens++;
    } else if (kind == OR) {
      if (row.betweens == 0) { // else it belongs to the lower bound
        row.joints.add(at);
      }
    } else if (kind == AND) {
      if (row.betweens > 0) {
        row.betweens--;
      } else {
        row.joints.add(at);
      }
    } else if (MAY_END.get(kind)
        && tokens.get(Math.min(at + 1, tokens.size() - 1)).kind != LPAREN) {
      row.joints.add(at);
    }
  }
}
