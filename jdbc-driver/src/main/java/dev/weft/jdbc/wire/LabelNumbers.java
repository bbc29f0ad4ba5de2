package dev.weft.jdbc.wire;

import java.util.Arrays;

/** Numbers of codes, in a table that grows with them. For use by one thread. */
final class LabelNumbers {
  private static final int FIRST_BITS = 6;

  private int bits = FIRST_BITS;
  private long[] codes = new long[1 << FIRST_BITS];
  private int[] numbers = new int[1 << FIRST_BITS]; // plus 1; 0 where the place is free
  private int size;

  /** The code's number, -1 where it has none. */
  int find(long code) {
    return numbers[place(code)] - 1;
  }

  private int place(long code) {
    int place = (int) (code * 0x9E37_79B9_7F4A_7C15L >>> Long.SIZE - bits);
    while (numbers[place] != 0 && codes[place] != code) {
      place = place + 1 & numbers.length - 1;
    }
    return place;
  }

  /** Gives a code that has none a number. */
  void put(long code, int number) {
    if (2 * (size + 1) > numbers.length) {
      grow();
    }
    int place = place(code);
    codes[place] = code;
    numbers[place] = number + 1;
    size++;
  }

  private void grow() {
    long[] oldCodes = codes;
    int[] oldNumbers = numbers;
    bits++;
    codes = new long[1 << bits];
    numbers = new int[1 << bits];
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] != 0) {
        int place = place(oldCodes[i]);
        codes[place] = oldCodes[i];
        numbers[place] = oldNumbers[i];
      }
    }
  }

  void clear() {
    if (size > 0) {
      Arrays.fill(numbers, 0);
      size = 0;
    }
  }
}
