package dev.weft.scan;

import dev.weft.store.FlowFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left to do: blocks of open files, then files to open. Blocks go first, so that few files
 * are open at a time, and one large file keeps all workers busy. For several threads.
 */
final class WorkQueue {
  /** A piece of work. */
  sealed interface Work {}

  /** Open files, at least one, and see which of their blocks are to be read. */
  record OpenFiles(List<FlowFile> files) implements Work {}

  /** Read a block. */
  record ReadBlock(ScanFile file, int block) implements Work {}

  private static final int MOST_AT_ONCE = 64;
  private static final int SHARE = 16;

  private final List<FlowFile> files;
  private final Deque<ReadBlock> blocks = new ArrayDeque<>();
  private int nextFile;
  private int opening;
  private boolean stopped;

  WorkQueue(List<FlowFile> files) {
    this.files = files;
  }

  /** The next piece, waiting for files that others open; null when nothing is left to do. */
  synchronized @Nullable Work take() throws InterruptedException {
    while (!stopped) {
      ReadBlock block = blocks.poll();
      if (block != null) {
        return block;
      }
      if (nextFile < files.size()) {
        opening++;
        int first = nextFile;
        nextFile += atOnce(first, files.size());
        return new OpenFiles(files.subList(first, nextFile));
      }
      if (opening == 0) {
        return null;
      }
      wait();
    }
    return null;
  }

  /**
   * How many files to open before blocks are read: one while few were opened, for a limit may soon
   * be reached, and one towards the end, so that workers end together; in between more, where many
   * small ones would spend more time on taking turns.
   *
   * @param opened before
   * @param all files
   */
  static int atOnce(int opened, int all) {
    return Math.max(1, Math.min(MOST_AT_ONCE, Math.min(opened, all - opened) / SHARE));
  }

  /**
   * Ends an {@link OpenFiles}, with the blocks to be read; none where it failed.
   *
   * @return false where the scan has stopped and the blocks were not taken
   */
  synchronized boolean opened(List<ReadBlock> toRead) {
    opening--;
    notifyAll();
    if (stopped) {
      return false;
    }
    blocks.addAll(toRead);
    return true;
  }

  /** True where a second worker would find something to do beside the one that asks. */
  synchronized boolean isWorthSharing() {
    return !stopped && blocks.size() + (files.size() - nextFile) > 1;
  }

  /** Lets no more work be taken; returns the blocks nobody will read. */
  synchronized List<ReadBlock> stop() {
    stopped = true;
    notifyAll();
    List<ReadBlock> left = new ArrayList<>(blocks);
    blocks.clear();
    return left;
  }
}
