package dev.weft.sql.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.QueryException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.calcite.runtime.SqlFunctions;
import org.junit.jupiter.api.Test;

/** Against Calcite's own functions, and where those would run for ever. */
class TextMatchesTest {
  private final SqlFunctions.LikeFunction like = new SqlFunctions.LikeFunction();
  private final SqlFunctions.SimilarFunction similar = new SqlFunctions.SimilarFunction();
  private final SqlFunctions.SimilarEscapeFunction escaped =
      new SqlFunctions.SimilarEscapeFunction();
  private final SqlFunctions.PosixRegexFunction posix = new SqlFunctions.PosixRegexFunction();
  private final SqlFunctions.RegexFunction regex = new SqlFunctions.RegexFunction();

  private static String random(SplittableRandom random, String letters, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  private static String outcome(Supplier<Object> call) {
    try {
      return String.valueOf(call.get());
    } catch (RuntimeException e) {
      return "fails";
    }
  }

  @Test
  void randomPatternsGiveWhatCalciteGives() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    int matched = 0;
    for (int i = 0; i < 20_000; i++) {
      String s = random(random, "abAB.\\n%_\\\\$1", 8);
      String p = random(random, "aabbA%%__.*+?|()[]{}^$\\\\!12", 6);
      String e = random(random, "!\\\\", 1);
      String flags = random(random, "icmns", 2);
      String about = "seed " + seed + ", '" + s + "', '" + p + "', '" + e + "', '" + flags + "'";
      String[][] pairs = {
        {outcome(() -> like.like(s, p)), outcome(() -> TextMatches.like(s, p))},
        {outcome(() -> like.like(s, p, e)), outcome(() -> TextMatches.like(s, p, e))},
        {outcome(() -> like.ilike(s, p)), outcome(() -> TextMatches.ilike(s, p))},
        {outcome(() -> like.ilike(s, p, e)), outcome(() -> TextMatches.ilike(s, p, e))},
        {outcome(() -> similar.similar(s, p)), outcome(() -> TextMatches.similar(s, p))},
        {outcome(() -> escaped.similar(s, p, e)), outcome(() -> TextMatches.similar(s, p, e))},
        {outcome(() -> posix.posixRegexSensitive(s, p)), outcome(() -> TextMatches.posix(s, p))},
        {
          outcome(() -> posix.posixRegexInsensitive(s, p)),
          outcome(() -> TextMatches.posixIgnoringCase(s, p))
        },
        {outcome(() -> regex.rlike(s, p)), outcome(() -> TextMatches.regexpLike(s, p))},
        {
          outcome(() -> regex.regexpLike(s, p, flags)),
          outcome(() -> TextMatches.regexpLike(s, p, flags))
        },
        {
          outcome(() -> regex.regexpReplace(s, p, e + "x")),
          outcome(() -> TextMatches.regexpReplace(s, p, e + "x"))
        }
      };
      for (int k = 0; k < pairs.length; k++) {
        assertEquals(pairs[k][0], pairs[k][1], "function " + k + ", " + about);
        matched += pairs[k][0].equals("true") ? 1 : 0;
      }
    }
    assertTrue(matched > 5_000, "only " + matched + " matched");
  }

  @Test
  void aPatternThatTakesForEverIsRefusedByName() {
    String text = "1".repeat(120);
    for (Supplier<Object> endless :
        List.<Supplier<Object>>of(
            () -> TextMatches.regexpLike(text, "^(([0-9.]+)+)+x$"),
            () -> TextMatches.regexpReplace(text, "^(([0-9.]+)+)+x$", ""),
            () -> TextMatches.similar(text, "(([0-9]|.)*)*y"),
            () -> TextMatches.like(text, "%1".repeat(18) + "%x", "!"))) {
      QueryException e = assertThrows(QueryException.class, endless::get);
      assertTrue(e.getMessage().contains("takes too long"), e.getMessage());
    }
  }

  @Test
  void aLongTextIsStillMatched() {
    String text = "x".repeat(3_000_000) + "y";
    assertTrue(TextMatches.like(text, "%y"));
    assertTrue(TextMatches.regexpLike(text, "y$"));
    assertEquals(text.length(), TextMatches.regexpReplace(text, "x", "z").length());
  }
}
