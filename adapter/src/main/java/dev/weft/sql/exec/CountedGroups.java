package dev.weft.sql.exec;

import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.function.Function1;
import org.jspecify.annotations.Nullable;

/** Counts the groups of one grouping: a new group asks for a new state, right after its key. */
final class CountedGroups {
  private final Keeping keeping;
  private final QueryRun run;
  private final KeptMemory.Share share;
  private @Nullable Object lastKey;

  CountedGroups(Keeping keeping, QueryRun run) {
    this.keeping = keeping;
    this.run = run;
    this.share = keeping.share(run);
  }

  /** The rows, of which some may be kept in the groups. */
  Enumerable<@Nullable Object> source(Enumerable<@Nullable Object> rows) {
    return new AbstractEnumerable<>() {
      @Override
      public Enumerator<@Nullable Object> enumerator() {
        return new CountedRows.Counting(rows.enumerator(), keeping, run, share);
      }
    };
  }

  <K> Function1<@Nullable Object, K> key(Function1<@Nullable Object, K> key) {
    return row -> {
      K value = key.apply(row);
      lastKey = value;
      return value;
    };
  }

  <A> Function0<A> initializer(Function0<A> initializer) {
    return () -> {
      made(lastKey);
      return initializer.apply();
    };
  }

  /** Counts a new group. */
  void made(@Nullable Object key) {
    share.take(keeping.groupBytes(key));
  }
}
