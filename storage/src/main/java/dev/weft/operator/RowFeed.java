package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.Vector;
import dev.weft.expression.Evaluator;
import dev.weft.expression.Expression;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Feeds the values of an argument where it is not NULL and a FILTER is true. */
final class RowFeed implements Feed {
  private final @Nullable Evaluator argument;
  private final @Nullable Evaluator filter;
  private final int[] passedRows = new int[Batch.ROWS];
  private final int[] keptRows = new int[Batch.ROWS];
  private final int[] keptAt = new int[Batch.ROWS];
  private final int[] keptGroups = new int[Batch.ROWS];
  private boolean[] passed = new boolean[Batch.ROWS];
  private @Nullable Vector vector;

  RowFeed(@Nullable Expression argument, @Nullable Expression filter) {
    this.argument = argument == null ? null : new Evaluator(argument);
    this.filter = filter == null ? null : new Evaluator(filter);
  }

  @Override
  public void prepare(Batch batch) {
    if (filter == null) {
      vector = argument == null ? null : argument.evaluate(batch);
      return;
    }
    int[] selection = batch.selection();
    int selected = batch.selected();
    int[] rows = selected > passedRows.length ? new int[selected] : passedRows;
    int n = filter.filter(batch, rows);
    if (passed.length < batch.size()) {
      passed = new boolean[batch.size()];
    }
    Arrays.fill(passed, 0, batch.size(), false);
    for (int i = 0; i < n; i++) {
      passed[rows[i]] = true;
    }
    if (argument != null) {
      batch.select(rows, n); // the filter may guard the argument against an error
      vector = argument.evaluate(batch);
      if (selection == null) {
        batch.size(batch.size());
      } else {
        batch.select(selection, selected);
      }
    }
  }

  @Override
  public void feed(Accumulator accumulator, int[] groups, int @Nullable [] rows, int count) {
    if (!mustPick()) {
      accumulator.add(groups, rows, count, vector);
      return;
    }
    int n = pick(rows, 0, count);
    for (int i = 0; i < n; i++) {
      keptGroups[i] = groups[keptAt[i]];
    }
    accumulator.add(keptGroups, keptRows, n, vector);
  }

  @Override
  public boolean feedOne(
      Accumulator accumulator, int group, int @Nullable [] rows, int from, int count) {
    if (!mustPick()) {
      return accumulator.addToOne(group, rows, from, count, vector);
    }
    int n = pick(rows, from, count);
    return accumulator.addToOne(group, keptRows, 0, n, vector);
  }

  @Override
  public boolean takesAll() {
    return !mustPick();
  }

  @Override
  public @Nullable Vector argument() {
    return vector;
  }

  private boolean mustPick() {
    Vector v = vector;
    return filter != null || v != null && v.hasNulls();
  }

  /** Lists the rows that count, and where they stood. */
  private int pick(int @Nullable [] rows, int from, int count) {
    Vector v = vector;
    int n = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? from + i : rows[from + i];
      keptRows[n] = row;
      keptAt[n] = i;
      n += (filter == null || passed[row]) && (v == null || !v.isNull(row)) ? 1 : 0;
    }
    return n;
  }
}
