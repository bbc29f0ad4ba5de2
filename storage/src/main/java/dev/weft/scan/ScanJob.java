package dev.weft.scan;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.CorruptFileException;
import dev.weft.flow.FlowColumn;
import dev.weft.predicate.AddressProbe;
import dev.weft.predicate.Predicate;
import dev.weft.predicate.PredicateMatcher;
import dev.weft.predicate.ZoneDecision;
import dev.weft.store.FlowFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one scan looks for and how, shared by its workers; opens files. Safe for threads. */
final class ScanJob {
  private static final int QUICK = 16; // addresses
  static final String EXPIRED = ": expired after the query began; it is left out";

  final Predicate predicate;
  final Set<FlowColumn> columns;
  final ScanOptions options;
  final QueryControl control;
  final ScanStatistics statistics;
  private final @Nullable AddressProbe probe;
  private final @Nullable AddressProbe quickProbe; // to ask before anything else
  final SkippedDamage damage;
  private volatile boolean stopped;

  /**
   * @param predicate normalized
   */
  ScanJob(
      Predicate predicate,
      Set<FlowColumn> columns,
      ScanOptions options,
      QueryControl control,
      ScanStatistics statistics) {
    this.predicate = predicate;
    this.columns = columns;
    this.options = options;
    this.control = control;
    this.statistics = statistics;
    this.damage = new SkippedDamage(options.warnings());
    this.probe = options.pruning() ? AddressProbe.of(predicate) : null;
    this.quickProbe = probe != null && probe.size() <= QUICK ? probe : null;
  }

  /** Lets every reader end at its next chunk, without a failure. */
  void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }

  /**
   * Opens a file and rules out what its zones and address filters rule out.
   *
   * @param matcher of the calling thread
   * @return null where nothing is left to read, the file is damaged and to be skipped, or gone
   */
  @Nullable ScanFile open(FlowFile file, PredicateMatcher matcher) throws IOException {
    control.check();
    try {
      if (quickProbe != null && !quickProbe.mayMatch(file::mayContain)) {
        statistics.filesPruned.increment();
        return null;
      }
      return openAndPrune(file, matcher);
    } catch (CorruptFileException e) {
      if (!options.skipDamage()) {
        throw e;
      }
      damage.file(file, String.valueOf(e.getMessage()));
      return null;
    } catch (NoSuchFileException e) {
      IOException why = file.gone(e);
      if (why != e) {
        throw why;
      }
      options.warnings().warn(file.path() + EXPIRED);
      return null;
    } catch (IOException e) {
      throw named(file, e);
    }
  }

  private @Nullable ScanFile openAndPrune(FlowFile file, PredicateMatcher matcher)
      throws IOException {
    OpenFlowFile open = file.open(options.warnings());
    statistics.filesOpened.increment();
    int[] blocks = new int[open.blocks()];
    int n = 0;
    try {
      for (int b = 0; b < blocks.length; b++) {
        int block = b;
        if (!options.pruning()
            || matcher.prepare(column -> open.zone(block, column)) != ZoneDecision.NO_ROW) {
          blocks[n++] = b;
        }
      }
      if (n > 0 && probe != null && !probe.mayMatch(open::mayContain)) {
        n = 0;
      }
    } catch (Throwable t) {
      try {
        ScanFile.close(open, statistics);
      } catch (IOException e) {
        t.addSuppressed(e);
      }
      throw t;
    }
    if (n == 0) {
      statistics.filesPruned.add(blocks.length > 0 ? 1 : 0);
      ScanFile.close(open, statistics);
      return null;
    }
    statistics.blocks.add(blocks.length);
    statistics.blocksPruned.add(blocks.length - n);
    return new ScanFile(file, open, Arrays.copyOf(blocks, n), statistics);
  }

  /** The failure with the name of the file where its message lacks that. */
  static IOException named(FlowFile file, IOException e) {
    String path = file.path().toString();
    String message = String.valueOf(e.getMessage());
    if (e instanceof CorruptFileException || message.contains(path) && !message.equals(path)) {
      return e;
    }
    String what = message.equals(path) ? e.getClass().getSimpleName() : message;
    return new IOException(path + ": " + what, e);
  }
}
