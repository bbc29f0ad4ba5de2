package dev.weft.operator;

import java.util.Arrays;

/** Keys of few bits are group numbers themselves: nothing to hash, nothing to compare. */
final class DirectIndex implements GroupIndex {
  private final boolean[] present;

  DirectIndex(int bits) {
    present = new boolean[1 << bits];
  }

  /** By key whether there is such a group; to be set for those that are added. */
  boolean[] present() {
    return present;
  }

  /** Makes the groups of another index of as many bits. */
  void addAll(DirectIndex other) {
    for (int g = 0; g < present.length; g++) {
      present[g] |= other.present[g];
    }
  }

  @Override
  public int limit() {
    return present.length;
  }

  @Override
  public int size() {
    int n = 0;
    for (boolean p : present) {
      n += p ? 1 : 0;
    }
    return n;
  }

  @Override
  public boolean hasRoom(int more) {
    return true;
  }

  @Override
  public int numbers() {
    return present.length;
  }

  @Override
  public void grow() {
    throw new IllegalStateException("it holds every key");
  }

  @Override
  public void find(long[][] words, long[] hashes, int count, int[] groups) {
    long[] keys = words[0];
    for (int i = 0; i < count; i++) {
      int g = (int) keys[i];
      groups[i] = g;
      present[g] = true;
    }
  }

  @Override
  public int list(int from, int[] groups) {
    int n = 0;
    for (int g = from; g < present.length && n < groups.length; g++) {
      groups[n] = g;
      n += present[g] ? 1 : 0;
    }
    return n;
  }

  @Override
  public void keys(int[] groups, int count, long[][] words) {
    for (int i = 0; i < count; i++) {
      words[0][i] = groups[i];
    }
  }

  @Override
  public void clear() {
    Arrays.fill(present, false);
  }
}
