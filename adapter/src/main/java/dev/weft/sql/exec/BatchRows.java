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
  private final @Nullable String keeper;
  private boolean read;
  private @Nullable List<@Nullable Object> kept;

  /**
   * @param keeper the operator that keeps all rows in memory, which are counted then; null where
   *     none does
   */
  public BatchRows(
      QueryRun run, Plan plan, RowReader reader, RowShape shape, @Nullable String keeper) {
    this.keeper = keeper;
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
      return stream(keeper);
    }
    if (kept == null) {
      kept = all();
    }
    return Linq4j.enumerator(kept);
  }

  private Rows stream(@Nullable String keepingOperator) {
    Rows rows = new Rows(run, cursor(), shape);
    if (keepingOperator != null) {
      rows.count(keepingOperator, reader.objectBytes());
    }
    return rows;
  }

  /** Runs the plan; its rows without objects made of them. The caller closes it. */
  public RowCursor cursor() {
    return new RowCursor(run.start(plan), reader);
  }

  private List<@Nullable Object> all() {
    List<@Nullable Object> rows = new ArrayList<>();
    try (Rows stream = stream("a JOIN on other than equality")) {
      while (stream.moveNext()) {
        rows.add(stream.current());
      }
    }
    return rows;
  }

  private static final class Rows implements Enumerator<@Nullable Object> {
    private static final int STEP = 64; // rows that are counted at once

    private final QueryRun run;
    private final RowCursor cursor;
    private final RowShape shape;
    private @Nullable Object current;
    private @Nullable String keeper;
    private long rowBytes;
    private int uncounted;

    Rows(QueryRun run, RowCursor cursor, RowShape shape) {
      this.run = run;
      this.cursor = cursor;
      this.shape = shape;
    }

    @Override
    public boolean moveNext() {
      boolean there = cursor.next();
      current = there ? cursor.row(shape) : null;
      if (keeper != null && there && ++uncounted == STEP) {
        uncounted = 0;
        run.keep(STEP * rowBytes, keeper);
      }
      return there;
    }

    void count(String operator, long bytes) {
      keeper = operator;
      rowBytes = bytes;
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
