package dev.weft.ingest;

import dev.weft.batch.Batch;
import dev.weft.batch.FlowSource;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import dev.weft.store.StoreLayout;
import dev.weft.store.WeftStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One import at work: reads sources one after the other on the caller's thread, and hands runs to
 * the {@link SegmentPool} and groups to the {@link Committer}.
 */
final class ImportRun implements Closeable {
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** The import is to end before its sources do. */
  private static final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super(null, null, false, false);
    }
  }

  private final StoreLayout layout;
  private final ImportOptions options;
  private final WarningSink warnings;
  private final ImportProgress progress;
  private final BooleanSupplier cancelled;
  private final ImportTally tally = new ImportTally();
  private final long begun = System.nanoTime();
  private final Site storeSite;
  private final Staging staging;
  private final KeyLabels.Names names = new KeyLabels.Names();
  private final SegmentPool pool;
  private final Committer committer;
  private final KnownSources known;
  private final Batch chunk;

  private FlowRun run;
  private int mark; // rows of the run that are of sources read to their ends
  private ImportGroup group;
  private long bytesDone; // of sources done with
  private long flowsRead;
  private long lastProgress;
  private long readNanos;
  private long routeNanos;
  private boolean interrupted;

  /** Makes the staging folder and starts the threads. */
  ImportRun(
      StoreLayout layout,
      ImportOptions options,
      WarningSink warnings,
      ImportProgress progress,
      BooleanSupplier cancelled,
      ImportStep.Listener steps)
      throws IOException {
    this.layout = layout;
    this.options = options;
    this.warnings = warnings;
    this.progress = progress;
    this.cancelled = cancelled;
    EnumSet<FlowColumn> columns = EnumSet.allOf(FlowColumn.class);
    columns.remove(FlowColumn.ETIME);
    this.chunk = Batch.ofFlows(columns, Batch.ROWS);
    this.staging = Staging.create(layout, warnings);
    try {
      steps.reached(ImportStep.STAGING_MADE);
      try (WeftStore store = WeftStore.open(layout.directory(), warnings)) {
        this.storeSite = store.site();
      }
      this.known = new KnownSources(new Ledger(layout, warnings));
      this.group = new ImportGroup(1, staging.groupFolder(1));
    } catch (IOException | RuntimeException e) {
      try (staging) {
        throw e;
      }
    }
    this.pool = new SegmentPool(options, names, staging.id(), steps, cancelled);
    this.committer =
        new Committer(layout, staging, options.again(), tally, warnings, steps, cancelled);
    this.run = pool.first();
  }

  /** Imports sources until there are no more, and commits them. */
  ImportResult run(SourceFinder sources, TotalBytes total) {
    String stopped = null;
    try {
      boolean more = true;
      while (more) {
        more = importNext(sources, total);
      }
      finish(total);
    } catch (Stopped e) {
      stopped = whyStopped();
    } catch (IOException e) {
      stopped = String.valueOf(e.getMessage());
    }
    if (stopped == null && committer.failure() != null) {
      stopped = whyStopped();
    }
    close();
    tellProgress(total, 0);
    double seconds = (System.nanoTime() - begun) / 1e9;
    ImportResult.Phases phases =
        new ImportResult.Phases(
            readNanos, routeNanos, pool.sortNanos(), pool.encodeNanos(), committer.nanos());
    return tally.result(seconds, phases, stopped);
  }

  /** Bytes of all sources, as far as known. */
  interface TotalBytes {
    /** -1 where it is not known. */
    long bytes();
  }

  private boolean importNext(SourceFinder sources, TotalBytes total) throws IOException, Stopped {
    ImportSource source;
    try {
      source = sources.next();
    } catch (IOException e) {
      tally.fail(SourceFault.source(e), SourceFault.text(e));
      return true;
    }
    if (source == null) {
      return false;
    }
    importSource(source, total);
    return true;
  }

  private void finish(TotalBytes total) throws IOException, Stopped {
    while (true) {
      closeGroup();
      try {
        committer.await();
      } catch (InterruptedException e) {
        interrupted = true;
        throw new Stopped();
      }
      if (committer.failure() != null || committer.gaveUp()) {
        throw new Stopped();
      }
      List<SourceUnit> rivalled = committer.takeRivalled();
      if (rivalled.isEmpty()) {
        return;
      }
      known.forget(rivalled);
      for (SourceUnit unit : rivalled) {
        flowsRead -= unit.flows();
        if (unit.source().isRepeatable()) {
          bytesDone -= unit.bytes();
          importSource(unit.source(), total);
        } else {
          tally.fail(
              unit.name(),
              unit.name()
                  + ": another import brought in a source of the same commit meanwhile; import it"
                  + " again");
        }
      }
    }
  }

  /** Imports one source, or tells why not. */
  void importSource(ImportSource source, TotalBytes total) throws IOException, Stopped {
    checkStopped();
    SourceUnit unit = new SourceUnit(source);
    long bytes = Math.max(0, source.bytes());
    try {
      if (read(unit, total, true)) {
        bytes = unit.bytes();
        accept(unit);
      }
    } catch (NoFlowsException e) {
      drop(unit);
      if (source.isNamed()) {
        tally.fail(source.name(), SourceFault.text(e));
      } else {
        tally.noFlows(source.name(), e.reason());
      }
    } catch (ClosedByInterruptException e) {
      interrupted = true;
      throw new Stopped();
    } catch (IOException | IllegalArgumentException e) {
      drop(unit);
      tally.fail(source.name(), SourceFault.text(e, source.name()));
    }
    bytesDone += bytes;
    tellProgress(total, 0);
    if (group.rows() >= options.commitRows() || group.ageMillis() >= options.commitMillis()) {
      closeGroup();
    }
  }

  /**
   * Reads a source into the run.
   *
   * @param look true: see first whether its content is known, where something of its size is
   * @return false where it is known and was not read
   */
  private boolean read(SourceUnit unit, TotalBytes total, boolean look)
      throws IOException, Stopped {
    mark = run.rows();
    try (ImportSource.Opened opened = unit.source().open(storeSite, warnings)) {
      long start = CpuTime.nanos();
      FlowSource flows = opened.flows();
      ContentDigest content = opened.content();
      int n = nextChunk(flows);
      if (look && n > 0 && content != null && mayBeKnown(unit.source())) {
        if (isKnown(unit, content)) {
          return false;
        }
      } else {
        KeyLabels labels = new KeyLabels(flows, names);
        for (; n > 0; n = nextChunk(flows)) {
          unit.add(n, chunk.longs(FlowColumn.STIME).values[0]);
          flowsRead += n;
          readNanos += CpuTime.nanos() - start;
          append(n, labels, unit);
          start = CpuTime.nanos();
          checkStopped();
          tellProgress(total, content == null ? 0 : read(unit.source(), content));
        }
        unit.complete(
            content == null ? "" : content.finish(),
            content == null ? 0 : content.count(),
            flows.site());
        readNanos += CpuTime.nanos() - start;
        return true;
      }
    }
    return read(unit, total, false);
  }

  /** Bytes read of a source as stored; of compressed ones at most that, as they tell more. */
  private static long read(ImportSource source, ContentDigest content) {
    long stored = source.bytes();
    return stored < 0 ? content.count() : Math.min(content.count(), stored);
  }

  private int nextChunk(FlowSource flows) throws IOException {
    int n = flows.next();
    if (n > 0) {
      for (FlowColumn c : FlowColumn.values()) {
        if (c.isStored()) {
          flows.read(c, chunk.vector(c.ordinal()));
        }
      }
    }
    chunk.size(n);
    return n;
  }

  /** Appends the chunk to the run, and to the next where it is full. */
  private void append(int rows, KeyLabels labels, SourceUnit unit) throws Stopped {
    int done = 0;
    while (done < rows) {
      if (run.room() == 0) {
        encode(unit);
      }
      int count = Math.min(rows - done, run.room());
      long start = CpuTime.nanos();
      run.append(chunk, done, count, labels);
      routeNanos += CpuTime.nanos() - start;
      done += count;
    }
  }

  private boolean mayBeKnown(ImportSource source) throws IOException {
    return !options.again()
        && source.isRepeatable()
        && known.mayBeKnown(chunk.longs(FlowColumn.STIME).values[0], source.bytes());
  }

  /** Reads the rest of a source's bytes without decoding them; skips it if its content is known. */
  private boolean isKnown(SourceUnit unit, ContentDigest content) throws IOException {
    SourceUnit look = new SourceUnit(unit.source());
    look.add(1, chunk.longs(FlowColumn.STIME).values[0]);
    look.complete(content.finish(), content.count(), Site.EMPTY);
    String before = known.reasonToSkip(look);
    if (before != null) {
      tally.skip(unit.name(), before);
    }
    return before != null;
  }

  /** Takes a source that was read to its end, unless its content is in the store already. */
  private void accept(SourceUnit unit) throws IOException {
    String before = options.again() ? null : known.reasonToSkip(unit);
    if (before != null) {
      drop(unit);
      tally.skip(unit.name(), before);
      return;
    }
    known.add(unit);
    group.add(unit);
    mark = run.rows();
  }

  private void drop(SourceUnit unit) {
    unit.drop();
    run.truncate(mark);
    flowsRead -= unit.flows();
  }

  /** Hands the full run over and takes an empty one. */
  private void encode(@Nullable SourceUnit owner) throws Stopped {
    pool.encode(run, mark, owner, group);
    mark = 0;
    try {
      run = pool.take();
    } catch (InterruptedException e) {
      interrupted = true;
      throw new Stopped();
    }
  }

  private void closeGroup() throws IOException, Stopped {
    if (run.rows() > 0) {
      mark = run.rows();
      encode(null);
    }
    if (!group.isEmpty()) {
      committer.submit(group);
      int number = group.number() + 1;
      group = new ImportGroup(number, staging.groupFolder(number));
    }
  }

  private void checkStopped() throws Stopped {
    if (Thread.interrupted()) {
      interrupted = true;
    }
    if (interrupted
        || cancelled.getAsBoolean()
        || pool.failure() != null
        || committer.failure() != null) {
      throw new Stopped();
    }
  }

  private String whyStopped() {
    Throwable t = pool.failure() != null ? pool.failure() : committer.failure();
    if (t == null) {
      return "cancelled";
    }
    String text = SourceFault.text(t, layout.directory().toString());
    return text + "; of this import only what was committed before is in the store";
  }

  private void tellProgress(TotalBytes total, long bytesOfCurrent) {
    long now = System.nanoTime();
    if (now - lastProgress >= PROGRESS_NANOS) {
      lastProgress = now;
      progress.progress(bytesDone + bytesOfCurrent, total.bytes(), flowsRead, (now - begun) / 1e9);
    }
  }

  /** Ends the threads and removes what was not committed. */
  @Override
  public void close() {
    committer.stop();
    pool.close();
    committer.close();
    try {
      staging.close();
    } catch (IOException e) {
      warnings.warn(
          "%s: could not be removed (%s); the next import will do it"
              .formatted(staging.folder(), e.getMessage()));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
