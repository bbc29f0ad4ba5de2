package dev.weft.sql.prepare;

import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.AND;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LPAREN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.OR;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.RPAREN;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.parser.babel.Token;

/**
 * Puts parentheses around parts of long rows of ORs and ANDs. Calcite's parser works on a row of
 * operators for the square of their number, and again for each LIKE or BETWEEN among them; on many
 * short rows it works hardly longer than on their tokens.
 *
 * <p>An OR of ORs means what the row of them means, so a parenthesis opens just after one OR (or
 * AND) and closes just before a later one of the same row. Where the tokens are misread, as those
 * of a column named "end" may be, what comes out does not parse; it never means something else.
 */
final class ShortRows {
  /** Steps of a row that is not worth the trouble: far less than a millisecond. */
  private static final double FEW_STEPS = 1e5;

  /** Of a part in parentheses, unless it is one operand. */
  private static final int PART_TOKENS = 64;

  private final List<Token> tokens;
  private final int[] opening;
  private final int[] closing;

  private ShortRows(List<Token> tokens) {
    this.tokens = tokens;
    this.opening = new int[tokens.size()];
    this.closing = new int[tokens.size()];
  }

  /** The tokens with those of parentheses among them, which stand where their neighbours do. */
  static List<Token> in(List<Token> tokens) {
    ShortRows rows = new ShortRows(tokens);
    for (OperatorRows.Row row : OperatorRows.of(tokens)) {
      if (row.steps() > FEW_STEPS) {
        rows.part(row.joints());
      }
    }
    return rows.withParentheses();
  }

  private void part(List<Integer> joints) {
    List<Integer> ors = new ArrayList<>();
    List<Integer> ands = new ArrayList<>();
    for (int joint : joints) {
      int kind = tokens.get(joint).kind;
      if (kind == AND) {
        ands.add(joint);
      } else {
        parenthesize(ands);
        if (kind == OR) {
          ors.add(joint);
        } else {
          parenthesize(ors);
        }
      }
    }
    parenthesize(ands);
    parenthesize(ors);
  }

  /** Puts what is between two or more operators of the same kind in parentheses. */
  private void parenthesize(List<Integer> operators) {
    int from = 0;
    for (int to = 1; to < operators.size(); to++) {
      if (operators.get(to) - operators.get(from) > PART_TOKENS || to == operators.size() - 1) {
        parenthesize(operators.get(from) + 1, operators.get(to) - 1);
        from = to;
      }
    }
    operators.clear();
  }

  private void parenthesize(int first, int last) {
    if (first <= last) {
      opening[first]++;
      closing[last]++;
    }
  }

  private List<Token> withParentheses() {
    List<Token> all = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      for (int n = 0; n < opening[i]; n++) {
        all.add(parenthesis(LPAREN, token));
      }
      all.add(token);
      for (int n = 0; n < closing[i]; n++) {
        all.add(parenthesis(RPAREN, tokens.get(i + 1)));
      }
    }
    return all;
  }

  /**
   * @param place before which it stands: what is told as an error's if it is the parenthesis's
   */
  private static Token parenthesis(int kind, Token place) {
    Token token = Token.newToken(kind);
    token.kind = kind;
    token.image = place.image;
    token.beginLine = place.beginLine;
    token.beginColumn = place.beginColumn;
    token.endLine = place.beginLine;
    token.endColumn = place.beginColumn;
    return token;
  }
}
