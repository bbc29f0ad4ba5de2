package dev.weft.sql.exec;

import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.EnumerableDefaults;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.linq4j.TransformedEnumerator;
import org.apache.calcite.linq4j.function.EqualityComparer;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.linq4j.function.Function2;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are counted when an operator takes them to keep them: each that passes, or, where it
 * keeps groups, each group that it makes. Calcite's operators ask the rows themselves to be grouped
 * or made distinct.
 */
final class CountedRows extends AbstractEnumerable<@Nullable Object> {
  private final Enumerable<@Nullable Object> rows;
  private final Keeping keeping;
  private final QueryRun run;

  CountedRows(Enumerable<@Nullable Object> rows, Keeping keeping, QueryRun run) {
    this.rows = rows;
    this.keeping = keeping;
    this.run = run;
  }

  @Override
  public Enumerator<@Nullable Object> enumerator() {
    return new Counting(rows.enumerator(), keeping, run, keeping.share(run));
  }

  @Override
  public <K, A, R> Enumerable<R> groupBy(
      Function1<@Nullable Object, K> key,
      Function0<A> initializer,
      Function2<A, @Nullable Object, A> adder,
      Function2<K, A, R> result) {
    CountedGroups groups = new CountedGroups(keeping, run);
    return EnumerableDefaults.groupBy(
        groups.source(rows), groups.key(key), groups.initializer(initializer), adder, result);
  }

  @Override
  public <K, A, R> Enumerable<R> groupBy(
      Function1<@Nullable Object, K> key,
      Function0<A> initializer,
      Function2<A, @Nullable Object, A> adder,
      Function2<K, A, R> result,
      EqualityComparer<K> comparer) {
    CountedGroups groups = new CountedGroups(keeping, run);
    return EnumerableDefaults.groupBy(
        groups.source(rows),
        groups.key(key),
        groups.initializer(initializer),
        adder,
        result,
        comparer);
  }

  @Override
  @SuppressWarnings("unchecked") // the rows that come out are as unknown as those that go in
  public <R> Enumerable<R> select(Function1<@Nullable Object, R> selector) {
    if (!keeping.groups) {
      return super.select(selector);
    }
    Enumerable<R> selected = EnumerableDefaults.select(rows, selector);
    return (Enumerable<R>) new CountedRows((Enumerable<@Nullable Object>) selected, keeping, run);
  }

  @Override
  public Enumerable<@Nullable Object> distinct() {
    CountedGroups groups = new CountedGroups(keeping, run);
    Set<@Nullable Object> set = new HashSet<>();
    try (Enumerator<@Nullable Object> all = groups.source(rows).enumerator()) {
      while (all.moveNext()) {
        Object row = all.current();
        if (set.add(row)) {
          groups.made(row);
        }
      }
    }
    return Linq4j.asEnumerable(set);
  }

  @Override
  public Enumerable<@Nullable Object> distinct(EqualityComparer<@Nullable Object> comparer) {
    return groupBy(
        row -> row, () -> Boolean.TRUE, (group, row) -> group, (row, g) -> row, comparer);
  }

  /** Counts each row that passes. */
  static final class Counting extends TransformedEnumerator<@Nullable Object, @Nullable Object> {
    private static final int STEP = 64; // rows after which a query looks whether it is to stop

    private final Keeping keeping;
    private final QueryRun run;
    private final KeptMemory.Share share;
    private final long most;
    private long number;

    Counting(
        Enumerator<@Nullable Object> rows, Keeping keeping, QueryRun run, KeptMemory.Share share) {
      super(rows);
      this.keeping = keeping;
      this.run = run;
      this.share = share;
      this.most = keeping.most(run);
    }

    @Override
    public boolean moveNext() {
      if (!super.moveNext()) {
        return false;
      }
      if ((number & STEP - 1) == 0) {
        run.check();
      }
      if (number++ < most) {
        share.take(keeping.bytes(super.current()));
      }
      return true;
    }

    @Override
    protected @Nullable Object transform(@Nullable Object row) {
      return row;
    }
  }
}
