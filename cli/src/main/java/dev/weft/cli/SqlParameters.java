package dev.weft.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the values of {@code --param name=value} into SQL text, so that a value can never become
 * SQL:
 *
 * <ul>
 *   <li>{@code ${name}} or {@code :name} outside of quotes becomes a literal: a number where the
 *       value is one, else quoted text.
 *   <li>{@code ${name}} inside of quotes becomes part of that text, its quotes doubled: {@code
 *       TIMESTAMP '${from}'}.
 * </ul>
 *
 * <p>Comments are left alone. A colon that ends a JSON key, {@code 'key': value} or {@code
 * 'key':value}, starts no parameter.
 */
final class SqlParameters {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern BRACED = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

  private final Map<String, String> values;

  SqlParameters(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * The text with all values in it.
   *
   * @throws IllegalArgumentException where it names a parameter that has no value
   */
  String fill(String sql) {
    StringBuilder filled = new StringBuilder();
    Matcher braced = BRACED.matcher(sql);
    Matcher name = NAME.matcher(sql);
    for (int i = 0; i < sql.length(); ) {
      int end = SqlScript.skip(sql, i);
      if (end > i) {
        String part = sql.substring(i, end);
        filled.append(SqlScript.isComment(sql, i) ? part : fillQuoted(part));
        i = end;
      } else if (braced.region(i, sql.length()).lookingAt()) {
        filled.append(literal(value(braced.group(1), braced.group())));
        i = braced.end();
      } else if (isColonName(sql, i, name)) {
        filled.append(literal(value(name.group(), ":" + name.group())));
        i = name.end();
      } else {
        filled.append(sql.charAt(i));
        i++;
      }
    }
    return filled.toString();
  }

  /**
   * A colon before a name, and not the second colon of a {@code ::} cast; after the end of another
   * value, where a colon of SQL's own may stand, only before a known name.
   */
  private boolean isColonName(String sql, int i, Matcher name) {
    char before = i == 0 ? ' ' : sql.charAt(i - 1);
    return sql.charAt(i) == ':'
        && before != ':'
        && name.region(i + 1, sql.length()).lookingAt()
        && (values.containsKey(name.group()) || !endsValue(before));
  }

  private static boolean endsValue(char c) {
    return Character.isJavaIdentifierPart(c) || "'\"`)]".indexOf(c) >= 0;
  }

  private String fillQuoted(String part) {
    String quote = part.substring(0, 1);
    return BRACED
        .matcher(part)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    value(match.group(1), match.group()).replace(quote, quote + quote)));
  }

  private String value(String name, String written) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "The SQL has a parameter " + written + ": give it by --param " + name + "=VALUE");
    }
    return value;
  }

  private static String literal(String value) {
    return NUMBER.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'";
  }
}
