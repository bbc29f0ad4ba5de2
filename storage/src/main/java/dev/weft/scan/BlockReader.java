package dev.weft.scan;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.KnownFlows;
import dev.weft.error.CorruptFileException;
import dev.weft.flow.FlowColumn;
import dev.weft.predicate.ChunkColumns;
import dev.weft.predicate.PlainMatcher;
import dev.weft.predicate.PredicateMatcher;
import dev.weft.predicate.Predicates;
import dev.weft.predicate.ZoneDecision;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one block after another, chunk by chunk and filtered. For one thread; holds what can be
 * used again from block to block.
 */
final class BlockReader implements Closeable {
  private final ScanJob job;
  private final PredicateMatcher matcher;
  private final @Nullable PlainMatcher plain;
  private final ChunkColumns columns;
  private final FlowColumn[] wanted;
  private final int[] selection = new int[Batch.ROWS];
  private ZoneDecision decision = ZoneDecision.SOME_ROWS;
  private @Nullable ScanFile file;
  private int block;
  private boolean ended; // by damage
  private long rowsRead;
  private @Nullable ChunkReader reader;

  BlockReader(ScanJob job) {
    this.job = job;
    this.matcher = new PredicateMatcher(job.predicate);
    this.plain = job.options.pruning() ? null : new PlainMatcher(job.predicate);
    Set<FlowColumn> all = EnumSet.noneOf(FlowColumn.class);
    all.addAll(job.columns);
    all.addAll(Predicates.columns(job.predicate));
    this.columns = new ChunkColumns(Batch.ofFlows(all, Batch.ROWS));
    this.wanted = job.columns.toArray(FlowColumn[]::new);
  }

  /** The matcher, for use between blocks. */
  PredicateMatcher matcher() {
    return matcher;
  }

  /** Pushes the flows of a block into a sink; returns false once the sink wants no more. */
  boolean push(ScanFile from, int block, BatchSink sink) throws IOException {
    open(from, block);
    try (this) {
      if (job.options.pruning() && takesStatistics(sink, from)) {
        job.statistics.blocksFromStatistics.increment();
        return sink.wantsMore();
      }
      while (sink.wantsMore()) {
        Batch batch = next(sink);
        if (batch == null) {
          return true;
        }
        sink.accept(batch);
      }
      return false;
    }
  }

  /** True where all that passes is taken by what the file knows of it, so nothing is read. */
  private boolean takesStatistics(BatchSink sink, ScanFile from) throws IOException {
    if (decision == ZoneDecision.EVERY_ROW
        && sink.acceptStatistics(List.of(KnownFlows.ofBlock(from.open, block)))) {
      return true;
    }
    List<? extends KnownFlows> parts = from.open.byProtocol(block);
    if (parts.isEmpty()) {
      return false;
    }
    if (decision == ZoneDecision.EVERY_ROW) {
      return sink.acceptStatistics(parts);
    }
    List<KnownFlows> passing = passing(parts);
    if (passing != null && (passing.isEmpty() || sink.acceptStatistics(passing))) {
      return true;
    }
    decision = matcher.prepare(from.zones(block));
    return false;
  }

  /** The parts that pass as a whole; null where one passes neither as a whole nor not at all. */
  private @Nullable List<KnownFlows> passing(List<? extends KnownFlows> parts) {
    List<KnownFlows> passing = new ArrayList<>();
    for (KnownFlows part : parts) {
      ZoneDecision decided = matcher.prepare(part::zone);
      if (decided == ZoneDecision.SOME_ROWS) {
        return null;
      } else if (decided == ZoneDecision.EVERY_ROW) {
        passing.add(part);
      }
    }
    return passing;
  }

  /** Begins a block of a file, whose {@link ScanFile#release} stays with the caller. */
  void open(ScanFile from, int block) {
    file = from;
    ended = false;
    this.block = block;
    decision = job.options.pruning() ? matcher.prepare(from.zones(block)) : ZoneDecision.SOME_ROWS;
  }

  /**
   * The next flows that pass, valid until the next call; null at the end of the block, or of what
   * is sound of it where damage is skipped.
   */
  @Nullable Batch next() throws IOException {
    return next(null);
  }

  private @Nullable Batch next(@Nullable BatchSink sink) throws IOException {
    ScanFile from = file;
    if (from == null) {
      return null;
    }
    if (from.skipped()) {
      countSkipped(from);
      return null;
    }
    try {
      return nextOf(from, sink);
    } catch (CorruptFileException e) {
      from.damage(e, job);
      countSkipped(from);
      return null;
    } catch (NoSuchFileException e) {
      from.gone(e, job.options);
      return null;
    } catch (IOException e) {
      throw ScanJob.named(from.file, e);
    }
  }

  private void countSkipped(ScanFile from) {
    if (from.damaged() && !ended) {
      ended = true;
      job.damage.block(from, block);
    }
  }

  private @Nullable Batch nextOf(ScanFile from, @Nullable BatchSink sink) throws IOException {
    ChunkReader chunks = reader;
    if (chunks == null) {
      chunks = from.open.read(block);
      reader = chunks;
    }
    while (!job.stopped()) {
      job.control.check();
      int rows = chunks.next();
      if (rows == 0) {
        return null;
      }
      columns.begin(chunks, rows);
      rowsRead += rows;
      int passed = passed(rows);
      job.statistics.rowsScanned.add(rows);
      job.statistics.rowsPassed.add(passed);
      if (passed > 0) {
        return output(rows, passed, sink == null ? Set.of() : sink.looksPast(chunks, rows));
      }
    }
    return null;
  }

  /** Flows looked at so far. */
  long rowsRead() {
    return rowsRead;
  }

  private int passed(int rows) throws IOException {
    if (plain != null) {
      return plain.match(columns, selection);
    }
    return decision == ZoneDecision.EVERY_ROW ? rows : matcher.match(columns, selection);
  }

  private Batch output(int rows, int passed, Set<FlowColumn> unused) throws IOException {
    int @Nullable [] some = passed == rows ? null : selection;
    for (FlowColumn c : wanted) {
      if (!unused.contains(c)) {
        columns.load(c, some, passed);
      }
    }
    Batch batch = columns.batch();
    batch.size(rows);
    if (some != null) {
      batch.select(some, passed);
    }
    return batch;
  }

  /** Ends the block, at its end or in the middle; the reader can begin another. */
  @Override
  public void close() throws IOException {
    ChunkReader chunks = reader;
    reader = null;
    file = null;
    if (chunks != null) {
      chunks.close();
    }
  }
}
