package dev.weft.partition;

import dev.weft.encoding.ByteSink;
import java.util.Arrays;

/**
 * The different addresses of one side of a partition being written, as 64-bit hashes: an open
 * table, at most three quarters full. Reused; not thread-safe.
 */
final class AddressSet {
  private static final int LEAST = 64;

  private long[] table = new long[LEAST]; // 0 = free
  private int size;
  private boolean hasZero; // the hash 0 can't stand in the table

  /** Forgets all addresses; keeps room for as many as there were last. */
  void clear() {
    int wanted = Math.max(LEAST, Integer.highestOneBit(size + (size >>> 1)) << 1);
    if (wanted < table.length) {
      table = new long[wanted];
    } else {
      Arrays.fill(table, 0);
    }
    size = 0;
    hasZero = false;
  }

  void add(long high, long low) {
    long hash = AddressFilter.hash(high, low);
    if (hash == 0) {
      hasZero = true;
      return;
    }
    int mask = table.length - 1;
    int at = (int) hash & mask;
    while (table[at] != 0) {
      if (table[at] == hash) {
        return;
      }
      at = at + 1 & mask;
    }
    table[at] = hash;
    if (++size > table.length - (table.length >>> 2)) {
      grow();
    }
  }

  int size() {
    return size + (hasZero ? 1 : 0);
  }

  private void grow() {
    long[] old = table;
    table = new long[2 * old.length];
    int mask = table.length - 1;
    for (long hash : old) {
      if (hash != 0) {
        int at = (int) hash & mask;
        while (table[at] != 0) {
          at = at + 1 & mask;
        }
        table[at] = hash;
      }
    }
  }

  /** Appends the pages of a filter of all addresses. */
  AddressFilter.Shape write(ByteSink out) {
    AddressFilter.Shape shape = AddressFilter.Shape.of(size());
    int stride = shape.pageBytes() + PartitionFormat.CRC_BYTES;
    int start = out.reserve(Math.toIntExact(shape.bytes()));
    byte[] bytes = out.array();
    for (long hash : table) {
      if (hash != 0) {
        AddressFilter.add(hash, bytes, start + stride * shape.page(hash), shape.pageBytes());
      }
    }
    if (hasZero) {
      AddressFilter.add(0, bytes, start, shape.pageBytes());
    }
    for (int p = 0; p < shape.pages(); p++) {
      int page = start + stride * p;
      int crc = PartitionFormat.crc(bytes, page, shape.pageBytes());
      for (int i = 0; i < PartitionFormat.CRC_BYTES; i++) {
        bytes[page + shape.pageBytes() + i] = (byte) (crc >>> 8 * i);
      }
    }
    return shape;
  }
}
