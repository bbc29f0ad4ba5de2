package dev.weft.scan;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.CorruptFileException;
import dev.weft.predicate.Zones;
import dev.weft.store.FlowFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicInteger;

/** An open file that several workers read; the last of them closes it. Safe for threads. */
final class ScanFile {
  final FlowFile file;
  final OpenFlowFile open;

  /** The blocks to be read, ascending, at least one. */
  final int[] blocks;

  private final ScanStatistics statistics;
  private final AtomicInteger unread;
  private volatile boolean skipped;
  private volatile boolean damaged;

  /** Takes over the open file: it is closed when {@link #release} was called for each block. */
  ScanFile(FlowFile file, OpenFlowFile open, int[] blocks, ScanStatistics statistics) {
    this.file = file;
    this.open = open;
    this.blocks = blocks;
    this.unread = new AtomicInteger(blocks.length);
    this.statistics = statistics;
  }

  /** Bounds of a block; what the path tells is no bound, for the file's own header counts. */
  Zones zones(int block) {
    return column -> open.zone(block, column);
  }

  /** True where the blocks that are left shall not be read. */
  boolean skipped() {
    return skipped;
  }

  /** Handles damage met while reading: skips the rest of the file with one warning, or throws. */
  void damage(CorruptFileException e, ScanJob job) throws IOException {
    if (!job.options.skipDamage()) {
      throw e;
    }
    damaged = true;
    if (skip()) {
      job.damage.rest(String.valueOf(e.getMessage()));
    }
  }

  /** True where blocks are left out for damage. */
  boolean damaged() {
    return damaged;
  }

  /**
   * Handles that the file had gone when it was to be read: skips the rest of it with one warning,
   * or throws where its flows are elsewhere by now.
   */
  void gone(NoSuchFileException e, ScanOptions options) throws IOException {
    IOException why = file.gone(e);
    if (why != e) {
      throw why;
    }
    if (skip()) {
      options.warnings().warn(file.path() + ScanJob.EXPIRED);
    }
  }

  /** True for the first that skips the rest. */
  private synchronized boolean skip() {
    boolean first = !skipped;
    skipped = true;
    return first;
  }

  /** Says that one of the blocks is read, or never will be. */
  void release() throws IOException {
    release(1);
  }

  /** As {@link #release()} for several blocks. */
  void release(int count) throws IOException {
    if (count > 0 && unread.addAndGet(-count) == 0) {
      close(open, statistics);
    }
  }

  static void close(OpenFlowFile open, ScanStatistics statistics) throws IOException {
    statistics.bytesRead.add(open.bytesRead());
    open.close();
  }
}
