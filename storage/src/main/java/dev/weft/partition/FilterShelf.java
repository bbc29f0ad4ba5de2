package dev.weft.partition;

import dev.weft.flow.FlowColumn;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The address filters of the files of a folder side by side in memory. Asking thousands of small
 * files for one address then reads a few bytes of each in their order, instead of following
 * references through the heap for each. Filters of one page only, of files that a cache knows: of
 * what is missing nothing is told, and after being asked for it often the shelf is filled anew.
 * Safe for several threads.
 */
public final class FilterShelf {
  private final List<PartitionCache.Handle> files;
  private volatile Pages sources;
  private volatile Pages destinations;
  private int missed; // counted without locks: threads may lose counts of each other
  private int patience;

  /**
   * @param starts of each file's page in {@code bits}, and the end of the last; a missing page has
   *     no bytes
   */
  private record Pages(byte[] bits, int[] starts) {}

  /**
   * @param files whose filters are to be kept, in the order of being asked
   */
  public FilterShelf(List<PartitionCache.Handle> files) {
    this.files = List.copyOf(files);
    sources = new Pages(new byte[0], new int[files.size() + 1]);
    destinations = sources;
    patience = files.size();
  }

  /**
   * False promises that no flow of a file has this source or destination.
   *
   * @param file its place in the list
   * @param side {@link FlowColumn#SIP} or {@link FlowColumn#DIP}; for others true
   */
  public boolean mayContain(int file, FlowColumn side, long high, long low) {
    if (side != FlowColumn.SIP && side != FlowColumn.DIP) {
      return true;
    }
    Pages pages = side == FlowColumn.SIP ? sources : destinations;
    int start = pages.starts[file];
    int length = pages.starts[file + 1] - start;
    if (length == 0) {
      if (++missed > patience) {
        fill();
      }
      return true;
    }
    return AddressFilter.mayContain(AddressFilter.hash(high, low), pages.bits, start, length);
  }

  /** Takes what the cache has by now; each time it takes longer until the next. */
  private synchronized void fill() {
    if (missed > patience) {
      missed = 0;
      patience = 2 * Math.min(patience, Integer.MAX_VALUE / 4);
      sources = pages(FlowColumn.SIP);
      destinations = pages(FlowColumn.DIP);
    }
  }

  private Pages pages(FlowColumn side) {
    byte[][] found = new byte[files.size()][];
    int[] starts = new int[files.size() + 1];
    for (int i = 0; i < found.length; i++) {
      found[i] = page(files.get(i), side);
      starts[i + 1] = starts[i] + Math.max(0, found[i].length - PartitionFile.BEHIND_BITS);
    }
    byte[] bits = new byte[starts[found.length]];
    for (int i = 0; i < found.length; i++) {
      System.arraycopy(found[i], 0, bits, starts[i], starts[i + 1] - starts[i]);
    }
    return new Pages(bits, starts);
  }

  /** The array of a filter that has one page; an empty one where that is not at hand. */
  private static byte[] page(PartitionCache.Handle file, FlowColumn side) {
    SharedPartition known = file.shared;
    if (known != null) {
      AtomicReferenceArray<byte[]> pages = known.pages(side);
      byte[] page = pages.length() == 1 ? pages.get(0) : null;
      if (page != null) {
        return page;
      }
    }
    return new byte[0];
  }
}
