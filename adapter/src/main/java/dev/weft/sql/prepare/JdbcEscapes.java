package dev.weft.sql.prepare;

import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.CAST;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.ESCAPE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.EXTRACT;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LBRACE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LBRACE_FN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LIMIT;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.LPAREN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.OVERLAY;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.POSITION;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.RBRACE;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.RPAREN;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.SUBSTRING;
import static org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants.TRIM;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.apache.calcite.sql.parser.babel.Token;

/**
 * JDBC's escapes that Calcite's parser does not know, as what they stand for: an outer join in
 * {@code {oj }} stands in parentheses, and {@code {escape '\'}}, {@code {limit 10}} and {@code {fn
 * EXTRACT(YEAR FROM t)}} stand without braces.
 */
final class JdbcEscapes {
  /** Functions whose arguments are not parted by commas. */
  private static final BitSet OWN_GRAMMAR = new BitSet();

  static {
    List.of(EXTRACT, POSITION, TRIM, CAST, SUBSTRING, OVERLAY).forEach(OWN_GRAMMAR::set);
  }

  private JdbcEscapes() {}

  /** The tokens of a statement without those of the escapes. */
  static List<Token> without(List<Token> tokens) {
    if (tokens.stream().noneMatch(JdbcEscapes::isOpening)) {
      return tokens;
    }
    List<Token> plain = new ArrayList<>();
    Deque<Integer> closing = new ArrayDeque<>(); // by what each open brace is closed, 0 by nothing
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token next = tokens.get(Math.min(i + 1, tokens.size() - 1));
      if (isOpening(token)) {
        boolean isJoin = token.kind == LBRACE && next.image.equalsIgnoreCase("oj");
        boolean isBare =
            token.kind == LBRACE && (next.kind == ESCAPE || next.kind == LIMIT)
                || token.kind == LBRACE_FN && OWN_GRAMMAR.get(next.kind);
        closing.push(isJoin ? RPAREN : isBare ? 0 : RBRACE);
        if (isJoin) {
          token.kind = LPAREN;
          i++; // over the word
        }
        if (isBare) {
          continue;
        }
      } else if (token.kind == RBRACE && !closing.isEmpty()) {
        int kind = closing.pop();
        if (kind == 0) {
          continue;
        }
        token.kind = kind;
      }
      plain.add(token);
    }
    return plain;
  }

  private static boolean isOpening(Token token) {
    return token.image.startsWith("{");
  }
}
