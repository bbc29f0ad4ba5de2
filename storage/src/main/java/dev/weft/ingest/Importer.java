package dev.weft.ingest;

import dev.weft.batch.FlowSource;
import dev.weft.error.WarningSink;
import dev.weft.store.StoreLayout;
import dev.weft.store.StoreLock;
import dev.weft.store.WeftStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Adds flows to a Weft store. Every source goes in whole or not at all; sources are committed in
 * groups, and what is not committed when an import ends, however it ends, leaves no trace. Several
 * importers, also of several processes, may work on one store. One import at a time by each
 * importer; {@link #cancel} may be called by any thread.
 */
public final class Importer {
  /** The path that stands for standard input. */
  public static final Path STANDARD_INPUT = Path.of("-");

  private final StoreLayout layout;
  private final ImportOptions options;
  private final WarningSink warnings;
  private final ImportProgress progress;
  private final ImportStep.Listener steps;
  private volatile boolean cancelled;

  /**
   * An importer into a store, which is made by the first import if absent.
   *
   * @param warnings told of what is repaired or renumbered, by several threads
   * @param progress told how it goes, by the thread that imports
   */
  public Importer(
      Path store, ImportOptions options, WarningSink warnings, ImportProgress progress) {
    this(store, options, warnings, progress, ImportStep.Listener.NONE);
  }

  Importer(
      Path store,
      ImportOptions options,
      WarningSink warnings,
      ImportProgress progress,
      ImportStep.Listener steps) {
    this.layout = new StoreLayout(store);
    this.options = options;
    this.warnings = warnings;
    this.progress = progress;
    this.steps = steps;
  }

  /**
   * Imports files and folders: SiLK flow files, rwcut's text, either in gzip. In a folder every
   * file is tried; what holds no flows is counted.
   *
   * @param paths what to import, {@link #STANDARD_INPUT} among them or not
   * @param standardInput read where {@code -} is named; not closed
   * @return what was imported; where that is nothing, for faults or a stop, a store that this call
   *     made is gone again
   * @throws IOException where the store can't be made or opened; faults of sources are in the
   *     result
   */
  public ImportResult importPaths(List<Path> paths, @Nullable InputStream standardInput)
      throws IOException {
    List<ImportSource> streams = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (path.equals(STANDARD_INPUT) && standardInput != null) {
        streams.add(new StreamSource(standardInput, options.siteFile()));
      } else {
        files.add(path);
      }
    }
    CompletableFuture<Long> total =
        CompletableFuture.supplyAsync(() -> SourceFinder.totalBytes(files));
    return run(new SourceFinder(streams, files, options.siteFile(), warnings), total);
  }

  /**
   * Imports flows that a program makes. The ledger does not know them: nothing keeps them from
   * going in twice.
   *
   * @param name what messages call them
   * @param flows closed by this
   */
  public ImportResult importFlows(String name, FlowSource flows) throws IOException {
    ImportSource source = new MadeSource(name, flows);
    CompletableFuture<Long> total = CompletableFuture.completedFuture(-1L);
    return run(new SourceFinder(List.of(source), List.of(), null, warnings), total);
  }

  private ImportResult run(SourceFinder sources, CompletableFuture<Long> total) throws IOException {
    FreshStore store = FreshStore.create(layout);
    ImportRun run = new ImportRun(layout, options, warnings, progress, () -> cancelled, steps);
    ImportResult result =
        run.run(sources, () -> total.isCompletedExceptionally() ? -1 : total.getNow(-1L));
    if (result.files() == 0 && !result.isComplete()) {
      store.removeIfEmpty();
    }
    return result;
  }

  /** Makes the import end at its last commit; returns at once. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Finishes the commits and removes the remains of imports that were killed.
   *
   * @return number of imports found
   */
  @SuppressWarnings("try") // the lock is held, not used
  public static int recover(Path store, WarningSink warnings) throws IOException {
    WeftStore.open(store, warnings).close();
    StoreLayout layout = new StoreLayout(store);
    try (StoreLock lock = Staging.lock(layout)) {
      return Staging.recover(layout, warnings);
    }
  }
}
