package dev.weft.sql.type;

import dev.weft.expression.Expression;
import dev.weft.flow.ValueKind;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A SQL value in Weft's terms. How SQL's types are held:
 *
 * <ul>
 *   <li>integers as they are; DECIMAL(p,s) as LONG x 10^s; FLOAT, REAL and DOUBLE as DOUBLE
 *   <li>TIMESTAMP, TIME and intervals of days and smaller in milliseconds, DATE in days
 *   <li>BOOLEAN as LONG, 1 or 0
 *   <li>an address as ADDRESS
 *   <li>text as LONG, a code of a dictionary
 * </ul>
 *
 * @param dictionary the texts behind the codes; null unless the value is text
 */
public record Value(Expression expression, @Nullable Dictionary dictionary) {
  /** A value that is not text. */
  public static Value of(Expression expression) {
    return new Value(expression, null);
  }

  /** Text whose codes may stand for equal texts. */
  public static Value ofCodes(Expression codes, Dictionary.Unique unique) {
    long[] remap = unique.remap();
    return new Value(
        remap == null ? codes : new Expression.Lookup(codes, remap, 0), unique.dictionary());
  }

  public ValueKind kind() {
    return expression.kind();
  }

  public boolean isText() {
    return dictionary != null;
  }

  /** The same text with codes of another dictionary, which must hold all texts of this one. */
  public Value recode(Dictionary target) {
    Dictionary own = dictionary;
    if (own == null || own == target || own.equals(target)) {
      return this;
    }
    if (expression instanceof Expression.Null) {
      return new Value(expression, target);
    }
    if (expression instanceof Expression.LongLiteral literal) {
      return new Value(new Expression.LongLiteral(target.code(own.label(literal.value()))), target);
    }
    long[] table = new long[own.size()];
    for (int i = 0; i < table.length; i++) {
      table[i] = target.code(own.label(i));
    }
    return new Value(new Expression.Lookup(expression, table, 0), target);
  }

  /** The same text with codes that compare as the texts do. */
  public Value sortable() {
    Dictionary own = dictionary;
    return own == null || own.isSorted()
        ? this
        : recode(Dictionary.sorted(new TreeSet<>(own.texts())));
  }

  /** One dictionary for the texts of both, in alphabetical order unless they already share one. */
  public static Dictionary common(Dictionary a, Dictionary b) {
    return common(List.of(a, b));
  }

  /**
   * One dictionary for the texts of all, in alphabetical order unless they already share one.
   *
   * @param dictionaries at least one
   */
  public static Dictionary common(Collection<Dictionary> dictionaries) {
    Dictionary first = dictionaries.iterator().next();
    if (dictionaries.stream().allMatch(first::equals)) {
      return first;
    }
    Set<String> all = new TreeSet<>();
    dictionaries.forEach(d -> all.addAll(d.texts()));
    return Dictionary.sorted(all);
  }
}
