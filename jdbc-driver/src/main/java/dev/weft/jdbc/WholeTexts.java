package dev.weft.jdbc;

import org.jspecify.annotations.Nullable;

/** Whole numbers as text. Those of a port's size, which traffic is full of, are made once. */
final class WholeTexts {
  private static final @Nullable String[] SMALL = new @Nullable String[1 << 10];

  private WholeTexts() {}

  static String of(long number) {
    if (number < 0 || number >= SMALL.length) {
      return Long.toString(number);
    }
    String text = SMALL[(int) number];
    if (text == null) {
      text = Long.toString(number);
      SMALL[(int) number] = text; // two threads may both write it: equal texts
    }
    return text;
  }
}
