package dev.weft.silk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Runs of a compressed data section that can be decompressed side by side: each begins at a block
 * whose first byte is the first of a record. Found by hopping over the 8-byte block headers.
 *
 * <p>Records may straddle blocks, so a run can be as long as the file; SiLK's own writers never do
 * that. A fault ends the hopping and is left to the reader of the last run, which meets it after
 * the flows before it.
 */
final class BlockRuns {
  /** Records of a run, about. */
  private static final long ROWS = 65_536;

  private long[] starts = new long[4];
  private int count;
  private final long end;

  private BlockRuns(long end) {
    this.end = end;
  }

  /** Gives a stream of a file's bytes from an offset on. */
  interface Source {
    InputStream from(long offset);
  }

  /**
   * Hops through the section.
   *
   * @param start offset of the first block
   * @param end size of the file
   * @param recordSize bytes of a record
   */
  static BlockRuns scan(Source file, long start, long end, int recordSize) throws IOException {
    BlockRuns runs = new BlockRuns(end);
    byte[] header = new byte[SilkDataStream.BLOCK_HEADER];
    long plainInRun = 0;
    long at = start;
    if (at < end) {
      runs.add(at);
    }
    while (at < end && file.from(at).readNBytes(header, 0, header.length) == header.length) {
      long payload = SilkDataStream.unsigned(header, 0);
      long plain = SilkDataStream.unsigned(header, 4);
      if (SilkDataStream.endsSection(payload, plain) || SilkDataStream.isTooLarge(payload, plain)) {
        break;
      }
      if (plainInRun >= ROWS * recordSize && plainInRun % recordSize == 0) {
        runs.add(at);
        plainInRun = 0;
      }
      plainInRun += plain;
      at += header.length + payload;
    }
    return runs;
  }

  private void add(long start) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = start;
  }

  int count() {
    return count;
  }

  /** Offset of a run's first block. */
  long start(int run) {
    return starts[run];
  }

  /** Offset after a run's last block; the last run goes as far as the file. */
  long end(int run) {
    return run + 1 < count ? starts[run + 1] : end;
  }
}
