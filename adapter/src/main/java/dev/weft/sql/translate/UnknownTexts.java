package dev.weft.sql.translate;

import dev.weft.sql.type.Dictionary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What to say of a constant that a column is compared with and no flow can have. */
final class UnknownTexts {
  private UnknownTexts() {}

  static String message(Dictionary dictionary, String noun, String text) {
    String known = sameLetters(dictionary, text);
    return "no flow can have the %s '%s'%s"
        .formatted(noun, text, known == null ? "" : "; write '" + known + "'");
  }

  /** The text that differs only in the order and the case of its letters: flags, names of types. */
  private static @Nullable String sameLetters(Dictionary dictionary, String text) {
    String letters = letters(text);
    for (String known : dictionary.texts()) {
      if (known.length() == text.length() && letters.equals(letters(known))) {
        return known;
      }
    }
    return null;
  }

  private static String letters(String text) {
    char[] letters = text.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      letters[i] = Character.toLowerCase(letters[i]);
    }
    Arrays.sort(letters);
    return new String(letters);
  }
}
