package dev.weft.silk;

import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The tree of a prefix map, see {@link SilkPrefixMap}: reading and checking. */
final class PrefixTree {
  private static final int NODE_BYTES = 8;

  /** Two words a node must fit into an array. */
  private static final long MAX_NODES = (Integer.MAX_VALUE - 64) / 2;

  private PrefixTree() {}

  /**
   * Reads the nodes; every path from the root reaches a value within the bits of a key.
   *
   * @return left and right of each node
   */
  static int[] read(SilkItems items, int bits) throws IOException {
    items.require(4, "the number of nodes");
    long count = items.u32();
    if (count == 0 || count > MAX_NODES) {
      throw items.corrupt("number of nodes from 1 to " + MAX_NODES + " expected, found " + count);
    }
    int[] words = new int[(int) Math.min(2 * count, 1 << 12)]; // grows as the nodes come
    for (int i = 0; i < 2 * count; i += 2) {
      items.require(NODE_BYTES, "node " + i / 2 + " of " + count);
      if (i == words.length) {
        words = Arrays.copyOf(words, (int) Math.min(2 * count, 2L * words.length));
      }
      words[i] = items.int32();
      words[i + 1] = items.int32();
    }
    String fault = fault(words, bits);
    if (fault != null) {
      throw items.corrupt("malformed map: " + fault);
    }
    return words;
  }

  /**
   * Finds the longest way from every node down to a value, each node once, so that nodes with
   * several parents cost nothing extra.
   *
   * @return what is wrong with the tree; null if nothing
   */
  static @Nullable String fault(int[] words, int bits) {
    int nodes = words.length / 2;
    byte[] depth = new byte[nodes]; // 0: not known yet
    int[] path = new int[bits + 1];
    byte[] next = new byte[bits + 1]; // 0: left child is next, 1: right, 2: done
    int level = 0;
    path[0] = 0;
    next[0] = 0;
    while (level >= 0) {
      int node = path[level];
      if (next[level] == 2) {
        int below = Math.max(depthOf(depth, words[2 * node]), depthOf(depth, words[2 * node + 1]));
        depth[node] = (byte) (below + 1);
        if (level + below + 1 > bits) {
          return tooDeep(node, bits);
        }
        level--;
        continue;
      }
      int child = words[2 * node + next[level]++];
      if (child < 0) {
        continue;
      }
      if (child >= nodes) {
        return "node " + node + " refers to node " + child + " of " + nodes;
      }
      if (depth[child] != 0) {
        continue;
      }
      if (level == bits - 1) {
        return tooDeep(node, bits);
      }
      level++;
      path[level] = child;
      next[level] = 0;
    }
    return null;
  }

  private static int depthOf(byte[] depth, int word) {
    return word < 0 ? 0 : depth[word] & 0xFF;
  }

  private static String tooDeep(int node, int bits) {
    return "node " + node + " lies on a loop or more than " + bits + " levels deep";
  }

  /** Gives the ranges of keys that have one value, neighbours of the same value as one. */
  static void forEachRange(int[] words, int bits, SilkPrefixMap.RangeSink sink) {
    new Ranges(words, bits, sink).run();
  }

  private static final class Ranges {
    private final int[] words;
    private final int bits;
    private final SilkPrefixMap.RangeSink sink;
    private IpAddress first = new IpAddress(0, 0);
    private IpAddress last = first;
    private long value = -1;

    Ranges(int[] words, int bits, SilkPrefixMap.RangeSink sink) {
      this.words = words;
      this.bits = bits;
      this.sink = sink;
    }

    void run() {
      visit(0, new IpAddress(0, 0), 128 - bits);
      sink.range(first, last, value);
    }

    private void visit(int word, IpAddress low, int depth) {
      if (word >= 0) {
        visit(words[2 * word], low, depth + 1);
        long high = depth < 64 ? low.high() | 1L << (63 - depth) : low.high();
        long right = depth < 64 ? low.low() : low.low() | 1L << (127 - depth);
        visit(words[2 * word + 1], new IpAddress(high, right), depth + 1);
        return;
      }
      long found = word & Integer.MAX_VALUE;
      if (found != value) {
        if (value >= 0) {
          sink.range(first, last, value);
        }
        first = low;
        value = found;
      }
      last = IpRanges.prefixHigh(low, depth);
    }
  }
}
