package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.KnownFlows;
import dev.weft.batch.Vector;
import dev.weft.expression.Evaluator;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.ValueKind;
import dev.weft.scan.BatchSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One worker's share of an aggregation: keys and arguments computed, rows put to their groups. */
final class GroupSink implements BatchSink {
  private final QueryContext context;
  private final Aggregation aggregation;
  private final Evaluator[] keys;
  private final Feed[] feeds;
  private final GroupStore narrow;
  private @Nullable GroupStore wide;
  private final @Nullable KeyRuns runs;
  private final @Nullable List<BlockFeed> blockFeeds;
  private boolean inRuns; // the batch that comes next
  private final int[] rows = new int[Batch.ROWS];
  private final int[] misfitRows = new int[Batch.ROWS];
  private final boolean[] misfits = new boolean[Batch.ROWS];

  GroupSink(QueryContext context, Aggregation aggregation) {
    this.context = context;
    this.aggregation = aggregation;
    this.keys = aggregation.keys().stream().map(Evaluator::new).toArray(Evaluator[]::new);
    this.feeds = aggregation.calls().stream().map(c -> c.feed().get()).toArray(Feed[]::new);
    Supplier<List<BlockFeed>> knownFeeds = aggregation.blockFeeds();
    this.blockFeeds = knownFeeds == null ? null : knownFeeds.get();
    KeySteps steps = aggregation.keySteps();
    this.runs = steps == null ? null : new KeyRuns(steps);
    this.narrow =
        new GroupStore(
            context,
            KeyLayout.narrow(
                aggregation.keyKinds(), aggregation.nullableKeys(), aggregation.ranges()),
            aggregation);
  }

  /** Groups whose keys are as expected. */
  GroupStore narrow() {
    return narrow;
  }

  /** All other groups; null while there is none. */
  @Nullable GroupStore wide() {
    return wide;
  }

  @Override
  public boolean acceptStatistics(List<? extends KnownFlows> parts) {
    List<BlockFeed> known = blockFeeds;
    KeyRuns keyRuns = runs;
    if (known == null || keyRuns == null || !takesRuns()) {
      return false;
    }
    for (KnownFlows part : parts) {
      if (part.rows() < 1
          || !keyRuns.keySteps().isOne(part)
          || !known.stream().allMatch(f -> f.isKnown(part))) {
        return false;
      }
    }
    for (KnownFlows part : parts) {
      encodeOne(keyRuns.of(part)).addKnown(known, part);
    }
    return true;
  }

  private boolean takesRuns() {
    return narrow.takesRuns() && (wide == null || wide.takesRuns());
  }

  @Override
  public Set<FlowColumn> looksPast(ChunkReader chunk, int rows) throws IOException {
    KeyRuns keyRuns = runs;
    inRuns = keyRuns != null && takesRuns() && keyRuns.begin(chunk, rows);
    return inRuns && keyRuns != null ? keyRuns.keySteps().keyColumns() : Set.of();
  }

  private void acceptRuns(Batch batch, KeyRuns keyRuns) {
    for (Feed feed : feeds) {
      feed.prepare(batch);
    }
    int[] selection = batch.selection();
    int selected = batch.selected();
    int from = 0;
    while (from < selected) {
      int row = selection == null ? from : selection[from];
      int to = keyRuns.end(row, batch.size());
      if (selection != null) {
        int found = Arrays.binarySearch(selection, from, selected, to);
        to = found < 0 ? -1 - found : found;
      }
      encodeOne(keyRuns.at(row)).addRun(selection, from, to - from, feeds);
      from = to;
    }
  }

  /** Puts the key of the only row of a batch into the store it belongs to. */
  private GroupStore encodeOne(Batch row) {
    Vector[] vectors = new Vector[keys.length];
    for (int i = 0; i < keys.length; i++) {
      vectors[i] = keys[i].evaluate(row);
    }
    if (narrow.layout.encode(vectors, null, 1, narrow.words, misfits)) {
      return narrow;
    }
    misfits[0] = false;
    GroupStore others = wideStore();
    others.layout.encode(vectors, null, 1, others.words, misfits);
    return others;
  }

  @Override
  public void accept(Batch batch) {
    context.control.check();
    if (inRuns && runs != null) {
      acceptRuns(batch, runs);
      return;
    }
    Vector[] vectors = new Vector[keys.length];
    for (int i = 0; i < keys.length; i++) {
      vectors[i] = keys[i].evaluate(batch);
    }
    for (Feed feed : feeds) {
      feed.prepare(batch);
    }
    int[] selection = batch.selection();
    if (selection == null && batch.selected() <= rows.length) {
      if (!narrow.layout.encode(vectors, null, batch.selected(), narrow.words, misfits)) {
        listRows(0, batch.selected());
        addApart(vectors, batch.selected());
      } else {
        narrow.add(null, batch.selected(), feeds);
      }
      return;
    }
    for (int from = 0; from < batch.selected(); from += rows.length) {
      int count = Math.min(rows.length, batch.selected() - from);
      if (selection != null) {
        System.arraycopy(selection, from, rows, 0, count);
      } else {
        listRows(from, count);
      }
      if (narrow.layout.encode(vectors, rows, count, narrow.words, misfits)) {
        narrow.add(rows, count, feeds);
      } else {
        addApart(vectors, count);
      }
    }
  }

  private void listRows(int from, int count) {
    for (int i = 0; i < count; i++) {
      rows[i] = from + i;
    }
  }

  /** Parts {@link #rows} by {@link #misfits}. */
  private void addApart(Vector[] vectors, int count) {
    int fit = 0;
    int misfit = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (misfits[i]) {
        misfitRows[misfit++] = row;
      } else {
        rows[fit++] = row;
      }
    }
    Arrays.fill(misfits, 0, count, false);
    if (fit > 0) {
      narrow.layout.encode(vectors, rows, fit, narrow.words, misfits);
      narrow.add(rows, fit, feeds);
    }
    GroupStore others = wideStore();
    others.layout.encode(vectors, misfitRows, misfit, others.words, misfits);
    others.add(misfitRows, misfit, feeds);
  }

  private GroupStore wideStore() {
    GroupStore store = wide;
    if (store == null) {
      List<ValueKind> kinds = aggregation.keyKinds();
      store =
          new GroupStore(context, KeyLayout.wide(kinds, aggregation.nullableKeys()), aggregation);
      wide = store;
    }
    return store;
  }
}
