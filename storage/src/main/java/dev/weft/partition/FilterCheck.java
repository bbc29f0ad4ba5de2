package dev.weft.partition;

import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The address filter of one side while a file is verified. It must pass every address of the file,
 * or a question about that address would miss its flows; an address too many only costs time.
 */
final class FilterCheck {
  private final AddressFilter.Shape shape;
  private final byte[] @Nullable [] pages; // null where damaged
  private long missed;

  private FilterCheck(AddressFilter.Shape shape) {
    this.shape = shape;
    pages = new byte[shape.pages()][];
  }

  /**
   * Reads a filter.
   *
   * @param damaged told of each page whose checksum is wrong
   */
  static FilterCheck read(
      PartitionFile file, FlowColumn side, Consumer<CorruptPartitionException> damaged)
      throws IOException {
    FilterCheck check = new FilterCheck(file.footer().filter(side));
    for (int p = 0; p < check.pages.length; p++) {
      try {
        check.pages[p] = file.page(side, check.shape, p);
      } catch (CorruptPartitionException e) {
        damaged.accept(e);
      }
    }
    return check;
  }

  /** Looks for addresses of the file. */
  void look(long[] highs, long[] lows, int count) {
    if (pages.length == 0) {
      return;
    }
    for (int i = 0; i < count; i++) {
      long hash = AddressFilter.hash(highs[i], lows[i]);
      byte[] page = pages[shape.page(hash)];
      if (page != null && !AddressFilter.mayContain(hash, page, 0, shape.pageBytes())) {
        missed++;
      }
    }
  }

  /** Flows whose address the filter says not to be there. */
  long missed() {
    return missed;
  }
}
