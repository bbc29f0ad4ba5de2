package dev.weft.partition;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Makes what was written to a file last through a power cut. The system property {@value #OFF},
 * only for benchmarks that ask what this costs, leaves it out.
 */
public final class Flush {
  /** Set to true, nothing is flushed, and a power cut may take what was acknowledged. */
  public static final String OFF = "weft.benchmark.noFlush";

  private static final boolean ON = !Boolean.getBoolean(OFF);

  private Flush() {}

  /** Returns when all that was written to the file, or to the folder, is on the disk. */
  public static void toDisk(FileChannel channel) throws IOException {
    if (ON) {
      channel.force(true);
    }
  }
}
