package dev.weft.sql.exec;

import dev.weft.error.QueryException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.Like;
import org.jspecify.annotations.Nullable;

/**
 * What Calcite's functions of patterns (LIKE, SIMILAR TO, REGEXP_LIKE and so on) answer, but so
 * that a match can be stopped: with repetitions inside of repetitions one may take for ever. Called
 * by generated code. Safe for several threads.
 */
public final class TextMatches {
  /** Characters looked at for one text: some tenths of a second. */
  private static final int MOST_STEPS = 1 << 24;

  private static final int STEPS_BETWEEN_CHECKS = 1 << 16;
  private static final int MOST_PATTERNS = 1_000;

  private static final Map<Key, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private enum Language {
    LIKE,
    SIMILAR,
    POSIX,
    JAVA
  }

  private record Key(Language language, String pattern, @Nullable String escape, int flags) {
    Pattern compile() {
      return switch (language) {
        case LIKE -> Pattern.compile(Translation.like(pattern, escape), flags);
        case SIMILAR -> Pattern.compile(Translation.similar(pattern, escape), flags);
        case POSIX -> Translation.posix(pattern, flags);
        case JAVA -> Pattern.compile(pattern, flags);
      };
    }
  }

  private TextMatches() {}

  public static boolean like(String text, String pattern) {
    return pattern.indexOf('_') >= 0
        ? matcher(text, Language.LIKE, pattern, null, 0).matches()
        : hasParts(text, pattern);
  }

  /**
   * LIKE of a pattern with no sign but %: its parts follow one another, each as early as it can.
   */
  private static boolean hasParts(String text, String pattern) {
    int first = pattern.indexOf('%');
    if (first < 0) {
      return text.equals(pattern);
    }
    int last = pattern.lastIndexOf('%');
    int tail = pattern.length() - last - 1;
    int end = text.length() - tail;
    if (first > end
        || !text.regionMatches(0, pattern, 0, first)
        || !text.regionMatches(end, pattern, last + 1, tail)) {
      return false;
    }
    int at = first;
    int from = first + 1;
    while (from <= last) {
      int to = pattern.indexOf('%', from);
      int found = from == to ? at : text.indexOf(pattern.substring(from, to), at);
      at = found + to - from;
      if (found < 0 || at > end) {
        return false;
      }
      from = to + 1;
    }
    return true;
  }

  public static boolean like(String text, String pattern, String escape) {
    return matcher(text, Language.LIKE, pattern, escape, 0).matches();
  }

  public static boolean ilike(String text, String pattern) {
    return matcher(text, Language.LIKE, pattern, null, Pattern.CASE_INSENSITIVE).matches();
  }

  public static boolean ilike(String text, String pattern, String escape) {
    return matcher(text, Language.LIKE, pattern, escape, Pattern.CASE_INSENSITIVE).matches();
  }

  public static boolean similar(String text, String pattern) {
    return matcher(text, Language.SIMILAR, pattern, null, 0).matches();
  }

  public static boolean similar(String text, String pattern, String escape) {
    return matcher(text, Language.SIMILAR, pattern, escape, 0).matches();
  }

  public static boolean posix(String text, String pattern) {
    return matcher(text, Language.POSIX, pattern, null, 0).find();
  }

  public static boolean posixIgnoringCase(String text, String pattern) {
    return matcher(text, Language.POSIX, pattern, null, Pattern.CASE_INSENSITIVE).find();
  }

  public static boolean regexpLike(String text, String pattern) {
    return matcher(text, Language.JAVA, pattern, null, 0).find();
  }

  /**
   * @param flags letters: i ignores case, c does not, m has lines, n has dots that match ends of
   *     lines, s has not; the last of each pair counts
   */
  public static boolean regexpLike(String text, String pattern, String flags) {
    return matcher(text, Language.JAVA, pattern, null, flags(flags)).find();
  }

  public static String regexpReplace(String text, String pattern, String replacement) {
    return matcher(text, Language.JAVA, pattern, null, 0).replaceAll(replacement);
  }

  private static int flags(String letters) {
    int flags = 0;
    for (int i = 0; i < letters.length(); i++) {
      switch (letters.charAt(i)) {
        case 'i' -> flags |= Pattern.CASE_INSENSITIVE;
        case 'c' -> flags &= ~Pattern.CASE_INSENSITIVE;
        case 'n' -> flags |= Pattern.DOTALL;
        case 's' -> flags &= ~Pattern.DOTALL;
        case 'm' -> flags |= Pattern.MULTILINE;
        case 'g' -> {} // all occurrences, which is what is done
        default ->
            throw new QueryException(
                "'" + letters + "' are no flags of a regular expression; write i, c, m, n or s");
      }
    }
    return flags;
  }

  private static Matcher matcher(
      String text, Language language, String pattern, @Nullable String escape, int flags) {
    Key key = new Key(language, pattern, escape, flags);
    Pattern compiled = PATTERNS.get(key);
    if (compiled == null) {
      compiled = key.compile();
      if (PATTERNS.size() >= MOST_PATTERNS) {
        PATTERNS.clear();
      }
      PATTERNS.put(key, compiled);
    }
    return compiled.matcher(new Steps(text, pattern));
  }

  /** A text that counts how often it is looked at. For one match. */
  private static final class Steps implements CharSequence {
    private final String text;
    private final String pattern;
    private int steps;

    Steps(String text, String pattern) {
      this.text = text;
      this.pattern = pattern;
    }

    @Override
    public char charAt(int index) {
      if (++steps % STEPS_BETWEEN_CHECKS == 0) {
        check();
      }
      return text.charAt(index);
    }

    private void check() {
      RunningCheck.isThreadRunning();
      if (steps >= MOST_STEPS) {
        throw new QueryException(
            "the pattern '"
                + pattern
                + "' takes too long; write it without repetitions inside of repetitions");
      }
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Calcite's own translation of patterns, which it keeps to its package. */
  private static final class Translation {
    private static final MethodHandle LIKE = find("sqlToRegexLike", String.class);
    private static final MethodHandle SIMILAR = find("sqlToRegexSimilar", String.class);
    private static final MethodHandle POSIX = find("posixRegexToPattern", Pattern.class);

    private static MethodHandle find(String name, Class<?> result) {
      Class<?> second = result == Pattern.class ? int.class : CharSequence.class;
      try {
        return MethodHandles.privateLookupIn(Like.class, MethodHandles.lookup())
            .findStatic(Like.class, name, MethodType.methodType(result, String.class, second));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    static String like(String pattern, @Nullable String escape) {
      return (String) call(LIKE, pattern, escape);
    }

    static String similar(String pattern, @Nullable String escape) {
      return (String) call(SIMILAR, pattern, escape);
    }

    static Pattern posix(String pattern, int flags) {
      return (Pattern) call(POSIX, pattern, flags);
    }

    private static Object call(MethodHandle translation, String pattern, @Nullable Object second) {
      try {
        return translation.invoke(pattern, second);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
