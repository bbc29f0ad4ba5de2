package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.ValueKind;
import dev.weft.scan.BatchSink;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** Turns the groups of a table into batches: keys, then results or states. For one worker. */
final class GroupEmitter {
  private final Aggregation aggregation;
  private final KeyLayout layout;
  private final BatchSink sink;
  private final int[] groups = new int[Batch.ROWS];
  private final long[][] words;
  private final Vector[] keys;
  private final Vector[] values; // results, or the columns of states

  GroupEmitter(Aggregation aggregation, KeyLayout layout, BatchSink sink) {
    this.aggregation = aggregation;
    this.layout = layout;
    this.sink = sink;
    this.words = new long[layout.words()][Batch.ROWS];
    this.keys = vectors(aggregation.keyKinds());
    this.values =
        aggregation.storesStates()
            ? vectors(Collections.nCopies(stateWords(aggregation), ValueKind.LONG))
            : vectors(aggregation.calls().stream().map(Aggregation.Call::result).toList());
  }

  private static int stateWords(Aggregation aggregation) {
    return aggregation.calls().stream().mapToInt(Aggregation.Call::stateWords).sum();
  }

  private static Vector[] vectors(List<ValueKind> kinds) {
    return kinds.stream().map(k -> Vector.of(k, Batch.ROWS)).toArray(Vector[]::new);
  }

  void emit(GroupTable table) throws IOException {
    emit(table, 0);
  }

  /**
   * Puts the groups of a table out.
   *
   * @param base what the table's keys are less than they should be
   */
  void emit(GroupTable table, long base) throws IOException {
    int from = 0;
    for (int n = table.index.list(from, groups); n > 0; n = table.index.list(from, groups)) {
      from = groups[n - 1] + 1;
      table.index.keys(groups, n, words);
      for (int i = 0; base != 0 && i < n; i++) {
        words[0][i] += base;
      }
      layout.decode(words, n, keys);
      Vector[] all = aggregation.storesStates() ? states(table, n) : results(table, n);
      Batch batch = new Batch(all);
      batch.size(n);
      sink.accept(batch);
    }
  }

  private Vector[] results(GroupTable table, int n) {
    Vector[] all = new Vector[keys.length + values.length];
    System.arraycopy(keys, 0, all, 0, keys.length);
    for (int i = 0; i < values.length; i++) {
      table.accumulators[i].result(groups, n, values[i]);
      all[keys.length + i] = values[i];
    }
    return all;
  }

  private Vector[] states(GroupTable table, int n) {
    Vector[] all = new Vector[keys.length + values.length];
    System.arraycopy(keys, 0, all, 0, keys.length);
    System.arraycopy(values, 0, all, keys.length, values.length);
    long[][] columns = new long[values.length][];
    for (int w = 0; w < columns.length; w++) {
      columns[w] = ((LongVector) values[w]).values;
    }
    int at = 0;
    for (Accumulator a : table.accumulators) {
      a.store(groups, n, columns, at);
      at += a.stateWords();
    }
    return all;
  }
}
