package dev.weft.predicate;

/**
 * In which order the first operands of an AND are best asked: those that let few rows pass for
 * little time come first. Now and then each is asked first for a few chunks, and then measured with
 * all rows before it and its column still to be decoded. For one thread.
 */
final class OperandOrder {
  /** Chunks from one trial to the next. */
  private static final int PERIOD = 256;

  /** Chunks for which an operand is tried: enough to see what it takes without its first time. */
  private static final int TRIES = 2;

  private final int[] order;
  private final int[] tried; // the order while operands are tried
  private final long[] firstTry;
  private final long[] nanos;
  private final long[] asked;
  private final long[] passed;
  private int chunk;

  /**
   * @param free how many of the first operands may be asked in any order
   * @param operands in all
   */
  OperandOrder(int free, int operands) {
    order = new int[operands];
    for (int i = 0; i < operands; i++) {
      order[i] = i;
    }
    tried = order.clone();
    firstTry = new long[free];
    nanos = new long[free];
    asked = new long[free];
    passed = new long[free];
  }

  /** The order for the next chunk. */
  int[] next() {
    int free = nanos.length;
    if (free < 2) {
      return order;
    }
    if (chunk >= free * TRIES) {
      chunk = (chunk + 1) % PERIOD;
      return order;
    }
    int first = chunk % free;
    tried[0] = first;
    int n = 1;
    for (int i = 0; i < order.length; i++) {
      if (order[i] != first) {
        tried[n++] = order[i];
      }
    }
    return tried;
  }

  /** True where the first operand of {@link #next} is to be measured. */
  boolean isTrial() {
    return nanos.length > 1 && chunk < nanos.length * TRIES;
  }

  /** Tells what the first operand took, or that it needed no look: then with no rows asked. */
  void measured(long time, int rows, int rowsPassed) {
    int free = nanos.length;
    int first = chunk % free;
    if (chunk < free) {
      firstTry[first] = time;
    } else { // of two: the first may have read the column's bytes, which the others need too
      nanos[first] += 2 * Math.min(firstTry[first], time);
    }
    asked[first] += rows;
    passed[first] += rowsPassed;
    chunk++;
    if (chunk == free * TRIES) {
      sort();
    }
  }

  /** By the time it takes to be rid of a row. */
  private void sort() {
    for (int i = 1; i < nanos.length; i++) {
      int operand = order[i];
      int at = i;
      while (at > 0 && price(operand) < price(order[at - 1])) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = operand;
    }
    for (int i = 0; i < nanos.length; i++) { // what was long ago counts for less and less
      nanos[i] /= 2;
      asked[i] /= 2;
      passed[i] /= 2;
    }
  }

  private double price(int operand) {
    return nanos[operand] / Math.max(0.5, asked[operand] - passed[operand]);
  }
}
