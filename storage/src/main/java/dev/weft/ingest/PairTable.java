package dev.weft.ingest;

import java.util.Arrays;

/** Numbers pairs of longs 0, 1, 2, ... as they are first seen. Not thread-safe. */
final class PairTable {
  private long[] firsts = new long[64];
  private long[] seconds = new long[64];
  private int[] slots = new int[256]; // number + 1, 0 = free; a power of two, at most half full
  private int size;

  int size() {
    return size;
  }

  long first(int number) {
    return firsts[number];
  }

  long second(int number) {
    return seconds[number];
  }

  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  /** The number of the pair. */
  int number(long first, long second) {
    int slot = slot(first, second);
    while (slots[slot] != 0) {
      int n = slots[slot] - 1;
      if (firsts[n] == first && seconds[n] == second) {
        return n;
      }
      slot = slot + 1 & slots.length - 1;
    }
    if (size == firsts.length) {
      firsts = Arrays.copyOf(firsts, 2 * size);
      seconds = Arrays.copyOf(seconds, 2 * size);
    }
    firsts[size] = first;
    seconds[size] = second;
    slots[slot] = ++size;
    if (2 * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  private int slot(long first, long second) {
    long h = (first * 0x9E37_79B9_7F4A_7C15L + second) * 0xC2B2_AE3D_27D4_EB4FL;
    return (int) (h >>> 32) & slots.length - 1;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int n = 0; n < size; n++) {
      int slot = slot(firsts[n], seconds[n]);
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = n + 1;
    }
  }
}
