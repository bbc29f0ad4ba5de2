package dev.weft.benchmark;

import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.silk.SilkIpSetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Disjoint CIDR blocks of IPv4, drawn evenly from all of it; /16 to /32, each length alike. */
final class RandomBlocks {
  private static final int SHORTEST = 16;

  private final TreeMap<Long, Integer> blocks = new TreeMap<>(); // first address to length

  RandomBlocks(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    while (blocks.size() < count) {
      int length = SHORTEST + random.nextInt(33 - SHORTEST);
      long size = 1L << 32 - length;
      long first = random.nextLong(1L << 32) & -size;
      Map.Entry<Long, Integer> before = blocks.lowerEntry(first + size);
      if (before == null || before.getKey() + (1L << 32 - before.getValue()) <= first) {
        blocks.put(first, length);
      }
    }
  }

  /** The addresses. */
  IpRanges ranges() {
    IpRanges.Builder ranges = new IpRanges.Builder();
    for (Map.Entry<Long, Integer> block : blocks.entrySet()) {
      ranges.addPrefix(0, IpAddress.IPV4_LOW | block.getKey(), 96 + block.getValue());
    }
    return ranges.build();
  }

  void writeText(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (Map.Entry<Long, Integer> block : blocks.entrySet()) {
        out.write(IpAddress.ofIpv4(block.getKey()) + "/" + block.getValue() + "\n");
      }
    }
  }

  void writeIpSet(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      SilkIpSetWriter.write(ranges(), out);
    }
  }
}
