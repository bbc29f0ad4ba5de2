package dev.weft.operator;

import java.util.Arrays;

/**
 * Open addressing over groups numbered in the order they were met. Slots hold group number + 1, the
 * keys stand in columns by group number; at most half of the slots are taken.
 */
final class HashIndex implements GroupIndex {
  private final int keyWords;
  private int[] slots;
  private final long[][] keys;
  private int capacity;
  private int size;

  /**
   * @param capacity groups there is room for; a power of two
   */
  HashIndex(int keyWords, int capacity) {
    this.keyWords = keyWords;
    this.capacity = capacity;
    this.slots = new int[2 * capacity];
    this.keys = new long[keyWords][capacity];
  }

  @Override
  public int limit() {
    return size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean hasRoom(int more) {
    return size + more <= capacity;
  }

  @Override
  public int numbers() {
    return capacity;
  }

  @Override
  public void grow() {
    capacity = Math.multiplyExact(capacity, 2);
    for (int w = 0; w < keyWords; w++) {
      keys[w] = Arrays.copyOf(keys[w], capacity);
    }
    slots = new int[Math.multiplyExact(capacity, 2)];
    long[] hashes = new long[4096];
    long[][] part = new long[keyWords][hashes.length];
    for (int from = 0; from < size; from += hashes.length) {
      int count = Math.min(hashes.length, size - from);
      for (int w = 0; w < keyWords; w++) {
        System.arraycopy(keys[w], from, part[w], 0, count);
      }
      KeyHash.of(part, keyWords, count, hashes);
      int mask = slots.length - 1;
      for (int i = 0; i < count; i++) {
        int slot = (int) hashes[i] & mask;
        while (slots[slot] != 0) {
          slot = slot + 1 & mask;
        }
        slots[slot] = from + i + 1;
      }
    }
  }

  @Override
  public void find(long[][] words, long[] hashes, int count, int[] groups) {
    if (keyWords == 1) {
      find1(words[0], hashes, count, groups);
    } else if (keyWords == 2) {
      find2(words[0], words[1], hashes, count, groups);
    } else {
      findMany(words, hashes, count, groups);
    }
  }

  // The three loops differ in the comparison alone; apart, the JIT keeps the arrays in registers.

  private void find1(long[] words, long[] hashes, int count, int[] groups) {
    int[] table = slots;
    long[] known = keys[0];
    int mask = table.length - 1;
    int n = size;
    for (int i = 0; i < count; i++) {
      long key = words[i];
      int slot = (int) hashes[i] & mask;
      int g;
      while ((g = table[slot] - 1) >= 0 && known[g] != key) {
        slot = slot + 1 & mask;
      }
      if (g < 0) {
        g = n++;
        known[g] = key;
        table[slot] = n;
      }
      groups[i] = g;
    }
    size = n;
  }

  private void find2(long[] words0, long[] words1, long[] hashes, int count, int[] groups) {
    int[] table = slots;
    long[] known0 = keys[0];
    long[] known1 = keys[1];
    int mask = table.length - 1;
    int n = size;
    for (int i = 0; i < count; i++) {
      long key0 = words0[i];
      long key1 = words1[i];
      int slot = (int) hashes[i] & mask;
      int g;
      while ((g = table[slot] - 1) >= 0 && (known0[g] != key0 || known1[g] != key1)) {
        slot = slot + 1 & mask;
      }
      if (g < 0) {
        g = n++;
        known0[g] = key0;
        known1[g] = key1;
        table[slot] = n;
      }
      groups[i] = g;
    }
    size = n;
  }

  private void findMany(long[][] words, long[] hashes, int count, int[] groups) {
    int[] table = slots;
    int mask = table.length - 1;
    for (int i = 0; i < count; i++) {
      int slot = (int) hashes[i] & mask;
      int g;
      while ((g = table[slot] - 1) >= 0 && !equal(words, i, g)) {
        slot = slot + 1 & mask;
      }
      if (g < 0) {
        g = size++;
        for (int w = 0; w < keyWords; w++) {
          keys[w][g] = words[w][i];
        }
        table[slot] = size;
      }
      groups[i] = g;
    }
  }

  private boolean equal(long[][] words, int row, int group) {
    for (int w = 0; w < keyWords; w++) {
      if (keys[w][group] != words[w][row]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int list(int from, int[] groups) {
    int n = Math.min(groups.length, size - from);
    for (int i = 0; i < n; i++) {
      groups[i] = from + i;
    }
    return Math.max(0, n);
  }

  @Override
  public void keys(int[] groups, int count, long[][] words) {
    for (int w = 0; w < keyWords; w++) {
      for (int i = 0; i < count; i++) {
        words[w][i] = keys[w][groups[i]];
      }
    }
  }

  @Override
  public void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }
}
