package dev.weft.scan;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.flow.FlowColumn;
import dev.weft.predicate.ChunkColumns;
import dev.weft.predicate.PlainMatcher;
import dev.weft.predicate.PredicateMatcher;
import dev.weft.predicate.Predicates;
import dev.weft.predicate.ZoneDecision;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads blocks for one worker: chunk by chunk, filtered, into the worker's sink. */
final class BlockReader {
  private final ScanRun run;
  private final PredicateMatcher matcher;
  private final @Nullable PlainMatcher plain;
  private final ChunkColumns columns;
  private final FlowColumn[] wanted;
  private final int[] selection = new int[Batch.ROWS];
  private @Nullable BatchSink sink;

  BlockReader(ScanRun run) {
    this.run = run;
    this.matcher = new PredicateMatcher(run.predicate);
    this.plain = run.options.pruning() ? null : new PlainMatcher(run.predicate);
    Set<FlowColumn> all = EnumSet.noneOf(FlowColumn.class);
    all.addAll(run.columns);
    all.addAll(Predicates.columns(run.predicate));
    this.columns = new ChunkColumns(Batch.ofFlows(all, Batch.ROWS));
    this.wanted = run.columns.toArray(FlowColumn[]::new);
  }

  /** Reads a block; returns false once the sink wants no more. */
  boolean read(ScanFile file, int block) throws IOException {
    if (sink == null) {
      sink = run.sinks.get();
    }
    BatchSink target = sink;
    ZoneDecision decision = ZoneDecision.SOME_ROWS;
    if (run.options.pruning()) {
      decision = matcher.prepare(ScanFile.zones(file.file, file.open, block));
      if (decision == ZoneDecision.EVERY_ROW && target.acceptStatistics(file.open, block)) {
        run.statistics.blocksFromStatistics.increment();
        return target.wantsMore();
      }
    }
    try (ChunkReader reader = file.open.read(block)) {
      while (!run.stopped()) {
        run.control.check();
        if (!target.wantsMore()) {
          return false;
        }
        int rows = reader.next();
        if (rows == 0) {
          return true;
        }
        columns.begin(reader, rows);
        deliver(decision, rows, target);
      }
    }
    return true;
  }

  private void deliver(ZoneDecision decision, int rows, BatchSink target) throws IOException {
    int passed = rows;
    if (plain != null) {
      passed = plain.match(columns, selection);
    } else if (decision != ZoneDecision.EVERY_ROW) {
      passed = matcher.match(columns, selection);
    }
    run.statistics.rowsScanned.add(rows);
    run.statistics.rowsPassed.add(passed);
    if (passed == 0) {
      return;
    }
    int @Nullable [] some = passed == rows ? null : selection;
    for (FlowColumn c : wanted) {
      columns.load(c, some, passed);
    }
    Batch batch = columns.batch();
    batch.size(rows);
    if (some != null) {
      batch.select(some, passed);
    }
    target.accept(batch);
  }
}
