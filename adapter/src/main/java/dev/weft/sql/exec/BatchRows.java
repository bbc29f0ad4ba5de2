package dev.weft.sql.exec;

import dev.weft.error.QueryException;
import dev.weft.operator.Plan;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a plan. Where generated code goes through them again, as a nested loop does once for
 * each row of its other side, they are kept from the second time on instead of computed again.
 */
public final class BatchRows extends AbstractEnumerable<@Nullable Object> {
  private final QueryRun run;
  private final Plan plan;
  private final RowReader reader;
  private final RowShape shape;
  private boolean read;
  private @Nullable List<@Nullable Object> kept;

  public BatchRows(QueryRun run, Plan plan, RowReader reader, RowShape shape) {
    this.run = run;
    this.plan = plan;
    this.reader = reader;
    this.shape = shape;
  }

  @Override
  public Enumerator<@Nullable Object> enumerator() {
    run.check(); // a nested loop over kept rows reaches nothing else that would
    if (!read) {
      read = true;
      return new Rows(cursor(), shape);
    }
    if (kept == null) {
      kept = all();
    }
    return Linq4j.enumerator(kept);
  }

  /** Runs the plan; its rows without objects made of them. The caller closes it. */
  public RowCursor cursor() {
    return new RowCursor(run.start(plan), reader);
  }

  private List<@Nullable Object> all() {
    List<@Nullable Object> rows = new ArrayList<>();
    KeptMemory.Share share = run.memory().share("a JOIN on other than equality");
    long bytes = reader.objectBytes();
    try (Rows stream = new Rows(cursor(), shape)) {
      while (stream.moveNext()) {
        share.take(bytes);
        rows.add(stream.current());
      }
    }
    return rows;
  }

  private static final class Rows implements Enumerator<@Nullable Object> {
    private final RowCursor cursor;
    private final RowShape shape;
    private @Nullable Object current;

    Rows(RowCursor cursor, RowShape shape) {
      this.cursor = cursor;
      this.shape = shape;
    }

    @Override
    public boolean moveNext() {
      boolean there = cursor.next();
      current = there ? cursor.row(shape) : null;
      return there;
    }

    @Override
    public @Nullable Object current() {
      return current;
    }

    @Override
    public void reset() {
      throw new QueryException("the rows of a query are read once");
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
