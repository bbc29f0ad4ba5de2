package dev.weft.scan;

import dev.weft.batch.OpenFlowFile;
import dev.weft.batch.Zone;
import dev.weft.flow.FlowColumn;
import dev.weft.predicate.Zones;
import dev.weft.store.FlowFile;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** An open file that several workers read; the last of them closes it. */
final class ScanFile {
  private static final long HOUR = 3_600_000L;

  final FlowFile file;
  final int index;
  final OpenFlowFile open;
  private final ScanStatistics statistics;
  private final AtomicInteger users = new AtomicInteger();
  private volatile boolean damaged;

  /**
   * @param users how often {@link #release} will be called
   */
  ScanFile(FlowFile file, int index, OpenFlowFile open, int users, ScanStatistics statistics) {
    this.file = file;
    this.index = index;
    this.open = open;
    this.users.set(users);
    this.statistics = statistics;
  }

  /** Bounds of a block, from its own zones and from what the path of the file tells. */
  static Zones zones(FlowFile file, OpenFlowFile open, int block) {
    return column -> {
      Zone z = open.zone(block, column);
      if (column == FlowColumn.SENSOR && file.sensor() >= 0) {
        return Zone.ofLongs(file.sensor(), file.sensor());
      }
      if (column == FlowColumn.FLOWTYPE && file.flowtype() >= 0) {
        return Zone.ofLongs(file.flowtype(), file.flowtype());
      }
      if (column == FlowColumn.STIME && file.hour() != FlowFile.UNKNOWN_HOUR) {
        return Zone.ofLongs(
            Math.max(z.minLow(), file.hour()), Math.min(z.maxLow(), file.hour() + HOUR - 1));
      }
      return z;
    };
  }

  boolean damaged() {
    return damaged;
  }

  /** Keeps the blocks that are left from being read; returns false where that was said before. */
  synchronized boolean markDamaged() {
    boolean first = !damaged;
    damaged = true;
    return first;
  }

  void release() throws IOException {
    if (users.decrementAndGet() == 0) {
      close(open, statistics);
    }
  }

  static void close(OpenFlowFile open, ScanStatistics statistics) throws IOException {
    statistics.bytesRead.add(open.bytesRead());
    open.close();
  }
}
