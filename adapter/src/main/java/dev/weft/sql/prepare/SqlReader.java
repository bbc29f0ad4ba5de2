package dev.weft.sql.prepare;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl.LexicalState;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SimpleCharStream;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImplTokenManager;
import org.apache.calcite.sql.parser.babel.Token;
import org.apache.calcite.sql.parser.babel.TokenMgrError;
import org.jspecify.annotations.Nullable;

/**
 * Reads SQL with Calcite's Babel parser, but in time that grows with its length: the parser gets
 * the tokens of long rows of operators with more parentheses than were written.
 */
final class SqlReader {
  /** Of the parser in rows of operators: some seconds, in which it can't be stopped. */
  private static final double MOST_STEPS = 2e9;

  /** Of the parser in rows of operators: some milliseconds. */
  private static final double FEW_STEPS = 1e6;

  static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withUnquotedCasing(Casing.TO_LOWER)
          .withQuotedCasing(Casing.UNCHANGED)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withCaseSensitive(false)
          .withConformance(FrontEnd.CONFORMANCE);

  private SqlReader() {}

  /**
   * The statement of a text.
   *
   * @throws LimitException if the parser would take too long
   */
  static SqlNode read(String sql) throws SqlParseException {
    Lexed lexed = lex(sql);
    double steps = steps(lexed.tokens);
    if (steps <= FEW_STEPS) {
      return parse(lexed);
    }
    Lexed shorter = new Lexed(ShortRows.in(lexed.tokens), lexed.end);
    if (steps(shorter.tokens) > MOST_STEPS) {
      throw tooLong(shorter.tokens);
    }
    try {
      return parse(shorter);
    } catch (SqlParseException e) {
      if (steps > MOST_STEPS) {
        throw e;
      }
      return parse(lex(sql)); // as it is written, to be told what is wrong in its own words
    }
  }

  private static SqlNode parse(Lexed lexed) throws SqlParseException {
    return SqlParser.create("", CONFIG.withParserFactory(r -> new Parser(lexed))).parseStmt();
  }

  private static double steps(List<Token> tokens) {
    double steps = 0;
    for (OperatorRows.Row row : OperatorRows.of(tokens)) {
      steps += row.steps();
    }
    return steps;
  }

  private static LimitException tooLong(List<Token> tokens) {
    List<OperatorRows.Row> rows = OperatorRows.of(tokens);
    OperatorRows.Row longest = Collections.max(rows, Comparator.comparing(OperatorRows.Row::steps));
    Token first = tokens.get(longest.first());
    return new LimitException(
        "too many operators in a row; write IN for a list of values, or put parts in parentheses",
        first.beginLine,
        first.beginColumn);
  }

  /**
   * A text in tokens.
   *
   * @param end what is wrong with the text after the last of them
   */
  private record Lexed(List<Token> tokens, @Nullable TokenMgrError end) {}

  private static Lexed lex(String sql) {
    SqlBabelParserImplTokenManager lexer =
        new SqlBabelParserImplTokenManager(new SimpleCharStream(new StringReader(sql), 1, 1));
    lexer.SwitchTo(SqlBabelParserImplConstants.DQID);
    List<Token> tokens = new ArrayList<>();
    try {
      Token token;
      do {
        Planning.check();
        token = lexer.getNextToken();
        tokens.add(token);
      } while (token.kind != SqlBabelParserImplConstants.EOF);
      return new Lexed(JdbcEscapes.without(tokens), null);
    } catch (TokenMgrError e) {
      return new Lexed(JdbcEscapes.without(tokens), e);
    }
  }

  /** Calcite's parser on tokens that have been found before. */
  private static final class Parser extends SqlBabelParserImpl {
    Parser(Lexed lexed) {
      super(new Tokens(lexed));
    }

    @Override
    public void setTabSize(int size) {}

    @Override
    public void switchTo(LexicalState state) {}
  }

  private static final class Tokens extends SqlBabelParserImplTokenManager {
    private final Lexed lexed;
    private int next;

    Tokens(Lexed lexed) {
      super(new SimpleCharStream(Reader.nullReader()));
      this.lexed = lexed;
    }

    @Override
    public Token getNextToken() {
      if (next < lexed.tokens.size()) {
        return lexed.tokens.get(next++);
      }
      if (lexed.end != null) {
        throw lexed.end;
      }
      return lexed.tokens.get(next - 1);
    }
  }
}
