package dev.weft.operator;

import java.util.Arrays;

/**
 * Finds the sorted order of rows word by word: all rows by their first word, then the rows that tie
 * by their second, and so on. Words and row numbers move together through plain arrays, so nearly
 * all memory is read in sequence; rows themselves are looked at once for each word that matters.
 */
final class SortOrder {
  private static final int FEW = 24;
  private static final int RADIX_FROM = 1 << 10;

  private final SortBuffer rows;
  private final int words;
  private int[] order;
  private long[] lead;
  private int[] spareOrder;
  private long[] spareLead;

  SortOrder(SortBuffer rows, int words) {
    this.rows = rows;
    this.words = words;
    int n = rows.rows();
    order = new int[n];
    Arrays.setAll(order, i -> i);
    lead = new long[n];
    spareOrder = new int[n];
    spareLead = new long[n];
  }

  /** Row numbers in sorted order. */
  int[] sort() {
    sort(0, order.length, 0);
    return order;
  }

  private void sort(int from, int to, int firstWord) {
    if (to - from <= FEW) {
      insertionSort(from, to);
      return;
    }
    int word = firstWord;
    while (word < words && !gather(from, to, word)) {
      word++;
    }
    if (word == words) {
      return;
    }
    sortByLead(from, to);
    if (word + 1 < words) {
      int start = from;
      while (start < to) {
        int end = start + 1;
        while (end < to && lead[end] == lead[start]) {
          end++;
        }
        if (end - start > 1) {
          sort(start, end, word + 1);
        }
        start = end;
      }
    }
  }

  /** Reads a word of the rows; false where all are equal. */
  private boolean gather(int from, int to, int word) {
    long differences = 0;
    long first = rows.word(order[from], word);
    for (int i = from; i < to; i++) {
      long value = rows.word(order[i], word);
      lead[i] = value;
      differences |= value ^ first;
    }
    return differences != 0;
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = order[i];
      int j = i;
      while (j > from && rows.compare(order[j - 1], row) > 0) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = row;
    }
  }

  private void sortByLead(int from, int to) {
    if (to - from >= RADIX_FROM) {
      radixSort(from, to);
    } else {
      mergeSort(from, to);
    }
  }

  private void mergeSort(int from, int to) {
    if (to - from < 8) {
      for (int i = from + 1; i < to; i++) {
        long value = lead[i];
        int row = order[i];
        int j = i;
        for (; j > from && lead[j - 1] > value; j--) {
          lead[j] = lead[j - 1];
          order[j] = order[j - 1];
        }
        lead[j] = value;
        order[j] = row;
      }
      return;
    }
    int middle = from + to >>> 1;
    mergeSort(from, middle);
    mergeSort(middle, to);
    if (lead[middle - 1] <= lead[middle]) {
      return;
    }
    System.arraycopy(lead, from, spareLead, from, middle - from);
    System.arraycopy(order, from, spareOrder, from, middle - from);
    int a = from;
    int b = middle;
    for (int i = from; a < middle; i++) {
      if (b < to && lead[b] < spareLead[a]) {
        lead[i] = lead[b];
        order[i] = order[b++];
      } else {
        lead[i] = spareLead[a];
        order[i] = spareOrder[a++];
      }
    }
  }

  /** Byte by byte from the last; bytes that are equal in all rows are left out. */
  private void radixSort(int from, int to) {
    long differences = 0;
    for (int i = from; i < to; i++) {
      differences |= lead[i] ^ lead[from];
    }
    int[] starts = new int[257];
    for (int shift = 0; shift < 64; shift += 8) {
      if ((differences >>> shift & 0xFF) == 0) {
        continue;
      }
      int flip = shift == 56 ? 0x80 : 0; // the sign bit orders negative numbers first
      Arrays.fill(starts, 0);
      for (int i = from; i < to; i++) {
        starts[((int) (lead[i] >>> shift) & 0xFF ^ flip) + 1]++;
      }
      starts[0] = from;
      for (int b = 1; b <= 256; b++) {
        starts[b] += starts[b - 1];
      }
      for (int i = from; i < to; i++) {
        int at = starts[(int) (lead[i] >>> shift) & 0xFF ^ flip]++;
        spareLead[at] = lead[i];
        spareOrder[at] = order[i];
      }
      System.arraycopy(spareLead, from, lead, from, to - from);
      System.arraycopy(spareOrder, from, order, from, to - from);
    }
  }
}
