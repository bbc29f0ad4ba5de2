package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.flow.TcpFlags;
import dev.weft.sql.type.Dictionary;
import dev.weft.sql.type.Value;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.type.ReturnTypes;
import org.jspecify.annotations.Nullable;

/**
 * {@code flags_match(flags, 'S/SA,R/R')}: TRUE where, for one of the high/mask pairs, of the flags
 * in mask exactly those in high are set.
 */
final class FlagsMatch extends WeftFunction {
  private record Pair(int high, int mask) {}

  FlagsMatch() {
    super(
        "flags_match",
        Signature.of(Signature.Parameter.TEXT, Signature.Parameter.TEXT),
        ReturnTypes.BOOLEAN);
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    return matches(letters((String) arguments[0]), pairs((String) arguments[1]));
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Value flags = arguments.get(0).value();
    Object pattern = arguments.get(1).known();
    if (flags == null || pattern == null) {
      return null;
    }
    Dictionary dictionary = flags.dictionary();
    if (dictionary == null) {
      return null;
    }
    List<Pair> pairs = pairs(pattern.toString());
    return Value.of(
        new Expression.InLongs(
            flags.expression(), dictionary.codes(text -> matches(letters(text), pairs))));
  }

  private static boolean matches(int flags, List<Pair> pairs) {
    for (Pair p : pairs) {
      if ((flags & p.mask) == p.high) {
        return true;
      }
    }
    return false;
  }

  private static List<Pair> pairs(String pattern) {
    List<Pair> pairs = new ArrayList<>();
    for (String part : pattern.split(",", -1)) {
      String[] sides = part.strip().split("/", -1);
      if (sides.length != 2) {
        throw fault(pattern, "'" + part.strip() + "' is not of the form high/mask");
      }
      int high = letters(pattern, sides[0]);
      int mask = letters(pattern, sides[1]);
      if (mask == 0) {
        throw fault(pattern, "'" + part.strip() + "' has no flags after the slash");
      }
      if ((high & ~mask) != 0) {
        throw fault(pattern, "'" + part.strip() + "' has flags in high that mask lacks");
      }
      pairs.add(new Pair(high, mask));
    }
    return pairs;
  }

  private static int letters(String text) {
    return letters(text, text);
  }

  private static int letters(String whole, String text) {
    int flags = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = Character.toUpperCase(text.charAt(i));
      int bit = TcpFlags.LETTERS.indexOf(c);
      if (bit >= 0) {
        flags |= 1 << bit;
      } else if (c != ' ') {
        throw fault(whole, "'" + text.charAt(i) + "' is no TCP flag (FSRPAUEC)");
      }
    }
    return flags;
  }

  private static QueryException fault(String pattern, String detail) {
    return new QueryException("flags_match pattern '" + pattern + "': " + detail);
  }
}
