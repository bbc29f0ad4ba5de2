package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.OpenFlowFile;
import dev.weft.batch.Vector;
import dev.weft.expression.Evaluator;
import dev.weft.scan.BatchSink;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One worker's share of an aggregation: keys and arguments computed, rows put to their groups. */
final class GroupSink implements BatchSink {
  private final QueryContext context;
  private final Aggregation aggregation;
  private final Evaluator[] keys;
  private final Feed[] feeds;
  private final GroupStore narrow;
  private @Nullable GroupStore wide;
  private final int[] rows = new int[Batch.ROWS];
  private final int[] misfitRows = new int[Batch.ROWS];
  private final boolean[] misfits = new boolean[Batch.ROWS];

  GroupSink(QueryContext context, Aggregation aggregation) {
    this.context = context;
    this.aggregation = aggregation;
    this.keys = aggregation.keys().stream().map(Evaluator::new).toArray(Evaluator[]::new);
    this.feeds = aggregation.calls().stream().map(c -> c.feed().get()).toArray(Feed[]::new);
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
  public boolean acceptStatistics(OpenFlowFile file, int block) {
    List<BlockFeed> blockFeeds = aggregation.blockFeeds();
    if (blockFeeds.isEmpty() || !blockFeeds.stream().allMatch(f -> f.isKnown(file, block))) {
      return false;
    }
    narrow.addBlock(blockFeeds, file, block);
    return true;
  }

  @Override
  public void accept(Batch batch) {
    context.control.check();
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
      List<dev.weft.flow.ValueKind> kinds = aggregation.keyKinds();
      store =
          new GroupStore(context, KeyLayout.wide(kinds, aggregation.nullableKeys()), aggregation);
      wide = store;
    }
    return store;
  }
}
