package dev.weft.partition;

import dev.weft.batch.Batch;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The address filter of one side while a file is verified. It must pass every address of the file,
 * or a question about that address would miss its flows; an address too many only costs time.
 */
final class FilterCheck {
  private final AddressFilter.Shape shape;
  private final int stride;
  private final byte[] pages; // all of them, each with its checksum
  private final int[] damaged; // by page: 1 where it is, else 0
  private final long[] hashes = new long[Batch.ROWS];
  private long missed;

  private FilterCheck(AddressFilter.Shape shape) {
    this.shape = shape;
    stride = shape.pageBytes() + PartitionFormat.CRC_BYTES;
    pages = new byte[Math.toIntExact(shape.bytes())];
    damaged = new int[shape.pages()];
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
        check.damaged[p] = 1;
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
      hashes[i] = AddressFilter.hash(highs[i], lows[i]);
    }
    int pass = 0;
    for (int i = 0; i < count; i++) { // no branches: most pages are in no near memory
      long hash = hashes[i];
      int page = shape.page(hash);
      pass += AddressFilter.passes(hash, pages, stride * page, shape.pageBytes()) | damaged[page];
    }
    missed += count - pass;
  }

  /** Flows whose address the filter says not to be there. */
  long missed() {
    return missed;
  }
}
