package dev.weft.scan;

import dev.weft.flow.FlowColumn;
import dev.weft.predicate.Predicate;
import dev.weft.predicate.Predicates;
import dev.weft.store.FlowFile;
import dev.weft.store.FlowStore;
import dev.weft.store.KeyBounds;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Finds the flows of a store that pass a predicate, on several threads. */
public final class FlowScan {
  private FlowScan() {}

  /**
   * Runs a scan to its end, on this thread and, where there is enough to do, on others.
   *
   * @param columns what the batches shall hold; the predicate's own columns need not be among them
   * @param control asked at each chunk whether to go on
   * @param statistics counts what is touched
   * @param sinks called by each worker, on its thread, when it has the first work for its sink;
   *     when this method returns all sinks are done
   * @throws dev.weft.error.CorruptFileException naming the file, where damage is not to be skipped
   * @throws dev.weft.error.QueryException where the query is cancelled or a value does not compute
   */
  @SuppressWarnings("try") // the pin is held, not used
  public static void run(
      FlowStore store,
      Predicate predicate,
      Set<FlowColumn> columns,
      ScanOptions options,
      QueryControl control,
      ScanStatistics statistics,
      Supplier<? extends BatchSink> sinks)
      throws IOException {
    control.check();
    Predicate normalized = Predicates.normalize(predicate);
    try (Closeable pin = store.pin()) {
      List<FlowFile> files = files(store, normalized, options, statistics);
      ScanJob job = new ScanJob(normalized, columns, options, control, statistics);
      try {
        new ScanRun(job, files, sinks).run();
      } finally {
        job.damage.tellAll();
      }
    }
  }

  /**
   * Starts a scan whose flows are pulled, in the order of the files and of the flows in each. It
   * begins on the caller's thread and goes on with others once it has read more than a little.
   *
   * @return to be closed by the caller, also in the middle
   */
  public static FlowStream stream(
      FlowStore store,
      Predicate predicate,
      Set<FlowColumn> columns,
      ScanOptions options,
      QueryControl control,
      ScanStatistics statistics)
      throws IOException {
    control.check();
    Predicate normalized = Predicates.normalize(predicate);
    Closeable pin = store.pin();
    try {
      List<FlowFile> files = files(store, normalized, options, statistics);
      ScanJob job = new ScanJob(normalized, columns, options, control, statistics);
      return new FlowStream(job, files, pin); // which owns the pin from here
    } catch (Throwable t) {
      try (pin) {
        throw t;
      }
    }
  }

  /** The files that may hold flows that pass. */
  static List<FlowFile> files(
      FlowStore store, Predicate normalized, ScanOptions options, ScanStatistics statistics)
      throws IOException {
    if (options.pruning() && normalized.equals(Predicates.NONE)) {
      return List.of();
    }
    KeyBounds bounds = options.pruning() ? keyBounds(normalized) : KeyBounds.ALL;
    List<FlowFile> files = store.files(bounds, options.warnings());
    statistics.files.add(files.size());
    return files;
  }

  /** Hours, sensors and types outside of which no flow passes a predicate. */
  public static KeyBounds keyBounds(Predicate predicate) {
    return ScanBounds.keyBounds(predicate);
  }
}
