package dev.weft.sql.schema;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** Codes with gaps to codes without: the place of each among all. */
final class DenseCodes {
  private static final int GREATEST_IN_TABLE = 1 << 20;

  private DenseCodes() {}

  /**
   * @param codes ascending; only these are ever asked for
   */
  static LongUnaryOperator of(long[] codes) {
    int inTable = 0;
    while (inTable < codes.length && codes[inTable] < GREATEST_IN_TABLE) {
      inTable++;
    }
    int[] table = new int[inTable == 0 ? 0 : (int) codes[inTable - 1] + 1];
    for (int i = 0; i < inTable; i++) {
      table[(int) codes[i]] = i;
    }
    return code -> code < table.length ? table[(int) code] : Arrays.binarySearch(codes, code);
  }
}
