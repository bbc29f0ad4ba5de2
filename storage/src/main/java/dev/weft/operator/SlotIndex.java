package dev.weft.operator;

import java.util.Arrays;

/**
 * Open addressing over keys of one word that stand in the slots themselves; a slot's number is the
 * group's. So a look-up touches one place, and whether the group is new decides nothing, where the
 * processor would guess wrong as often as right. At most half of the slots are taken; 0 marks an
 * empty one, so the key 0 has a number of its own behind the last slot.
 */
final class SlotIndex implements GroupIndex {
  private final long[] slots;
  private int size;
  private boolean hasZero;

  /**
   * @param capacity groups there is room for; a power of two
   */
  SlotIndex(int capacity) {
    slots = new long[Math.multiplyExact(capacity, 2)];
  }

  @Override
  public int limit() {
    return numbers();
  }

  @Override
  public int size() {
    return size + (hasZero ? 1 : 0);
  }

  @Override
  public int numbers() {
    return slots.length + 1;
  }

  @Override
  public boolean isSparse() {
    return true;
  }

  @Override
  public boolean hasRoom(int more) {
    return size + more <= slots.length / 2;
  }

  @Override
  public void grow() {
    throw new IllegalStateException("a sparse index is built anew");
  }

  @Override
  public void find(long[][] words, long[] hashes, int count, int[] groups) {
    long[] keys = words[0];
    long[] table = slots;
    int mask = table.length - 1;
    int n = size;
    for (int i = 0; i < count; i++) {
      long key = keys[i];
      int slot = (int) hashes[i] & mask;
      long found;
      while ((found = table[slot]) != key && found != 0) {
        slot = slot + 1 & mask;
      }
      if (key == 0) {
        slot = table.length;
        hasZero = true;
      } else {
        table[slot] = key;
        n += found == 0 ? 1 : 0;
      }
      groups[i] = slot;
    }
    size = n;
  }

  @Override
  public int list(int from, int[] groups) {
    long[] table = slots;
    int n = 0;
    int slot = from;
    while (slot < table.length && n < groups.length) {
      int end = Math.min(table.length, slot + groups.length - n);
      for (; slot < end; slot++) { // each slot adds one at most, so there is room to the end
        groups[n] = slot;
        n += table[slot] != 0 ? 1 : 0;
      }
    }
    if (slot == table.length && hasZero && n < groups.length) {
      groups[n++] = slot;
    }
    return n;
  }

  @Override
  public void keys(int[] groups, int count, long[][] words) {
    long[] table = slots;
    long[] out = words[0];
    int last = hasZero && count > 0 && groups[count - 1] == table.length ? count - 1 : count;
    for (int i = 0; i < last; i++) {
      out[i] = table[groups[i]];
    }
    if (last < count) { // numbers are listed in order, so this is the last
      out[last] = 0;
    }
  }

  @Override
  public void clear() {
    Arrays.fill(slots, 0);
    size = 0;
    hasZero = false;
  }
}
