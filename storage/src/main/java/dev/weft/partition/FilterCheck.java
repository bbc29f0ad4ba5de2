package dev.weft.partition;

import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The address filter of one side while a file is verified. It must pass every address of the file,
 * or a question about that address would miss its flows; an address too many only costs time.
 */
final class FilterCheck {
  private static final int RECENT_BITS = 13; // 64 kB: hosts of a partition come again and again

  private final AddressFilter.Shape shape;
  private final int stride;
  private final byte[] pages; // all of them, each with its checksum
  private final boolean[] damaged; // by page
  private final long[] recent = new long[1 << RECENT_BITS]; // IPv4 found; 0 = free
  private long missed;

  private FilterCheck(AddressFilter.Shape shape) {
    this.shape = shape;
    stride = shape.pageBytes() + PartitionFormat.CRC_BYTES;
    pages = new byte[Math.toIntExact(shape.bytes())];
    damaged = new boolean[shape.pages()];
  }

  /**
   * Reads a filter.
   *
   * @param told of each page whose checksum is wrong
   */
  static FilterCheck read(
      PartitionFile file, FlowColumn side, Consumer<CorruptPartitionException> told)
      throws IOException {
    FilterCheck check = new FilterCheck(file.footer().filter(side));
    file.read(file.footer().filterOffset(side), check.pages.length, check.pages);
    for (int p = 0; p < check.damaged.length; p++) {
      try {
        file.checkPage(side, check.shape, p, check.pages, check.stride * p);
      } catch (CorruptPartitionException e) {
        check.damaged[p] = true;
        told.accept(e);
      }
    }
    return check;
  }

  /** Looks for addresses of the file. */
  void look(long[] highs, long[] lows, int count) {
    if (shape.pages() == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (!IpAddress.isIpv4(highs[i], lows[i])) {
        missed += isMissed(highs[i], lows[i]) ? 1 : 0;
        continue;
      }
      int slot = (int) (lows[i] * 0x9E37_79B9_7F4A_7C15L >>> 64 - RECENT_BITS);
      if (recent[slot] == lows[i]) {
        continue;
      }
      if (isMissed(highs[i], lows[i])) {
        missed++;
      } else {
        recent[slot] = lows[i]; // never 0 for IPv4
      }
    }
  }

  private boolean isMissed(long high, long low) {
    long hash = AddressFilter.hash(high, low);
    int page = shape.page(hash);
    return !damaged[page]
        && !AddressFilter.mayContain(hash, pages, stride * page, shape.pageBytes());
  }

  /** Flows whose address the filter says not to be there. */
  long missed() {
    return missed;
  }
}
