package dev.weft.sql.prepare;

import dev.weft.sql.exec.QueryRun;
import dev.weft.sql.exec.RunningCheck;
import dev.weft.sql.type.Addresses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.TransformedEnumerator;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.runtime.Bindable;
import org.jspecify.annotations.Nullable;

/** A plan compiled by Calcite, whose rows are brought into the form a user sees. */
final class GeneratedCode {
  private final Map<String, Object> stash = new HashMap<>();
  private final Bindable<@Nullable Object> bindable;
  private final int width;
  private final int[] fields;

  /** Why a constant of the code can't be computed: its class fails in other words the next time. */
  private volatile @Nullable RuntimeException constantFault;

  /**
   * @param fields columns of the plan, in the order wanted
   */
  GeneratedCode(EnumerableRel plan, List<Integer> fields, CalciteCatalogReader catalog) {
    this.width = plan.getRowType().getFieldCount();
    this.fields = fields.stream().mapToInt(Integer::intValue).toArray();
    stash.put("_conformance", FrontEnd.CONFORMANCE);
    Prepare.CatalogReader.THREAD_LOCAL.set(catalog);
    try {
      bindable = CodeCompiler.compile(plan, stash);
    } finally {
      Prepare.CatalogReader.THREAD_LOCAL.remove();
    }
  }

  /** What the code expects to find in its {@code DataContext}. */
  Map<String, Object> stash() {
    return stash;
  }

  Enumerable<@Nullable Object> rows(QueryRun run) {
    RunningCheck.running(run);
    try {
      RuntimeException known = constantFault;
      if (known != null) {
        throw known;
      }
      Enumerable<@Nullable Object> rows = bindable.bind(run); // may do most of the work
      return new AbstractEnumerable<>() {
        @Override
        public Enumerator<@Nullable Object> enumerator() {
          return userRows(run, rows);
        }
      };
    } catch (ExceptionInInitializerError e) {
      run.end();
      throw fault(e);
    } catch (Throwable t) { // whoever is told of it has nothing to close
      run.end();
      throw t;
    }
  }

  private RuntimeException fault(ExceptionInInitializerError error) {
    RuntimeException fault =
        error.getCause() instanceof RuntimeException e ? e : new IllegalStateException(error);
    constantFault = fault;
    return fault;
  }

  private UserRows userRows(QueryRun run, Enumerable<@Nullable Object> rows) {
    RunningCheck.running(run);
    try {
      return new UserRows(run, rows.enumerator());
    } catch (ExceptionInInitializerError e) {
      run.end();
      throw fault(e);
    } catch (Throwable t) {
      run.end();
      throw t;
    }
  }

  private final class UserRows extends TransformedEnumerator<@Nullable Object, @Nullable Object> {
    private final QueryRun run;

    UserRows(QueryRun run, Enumerator<@Nullable Object> rows) {
      super(rows);
      this.run = run;
    }

    @Override
    public boolean moveNext() {
      RunningCheck.running(run);
      return super.moveNext();
    }

    @Override
    protected @Nullable Object transform(@Nullable Object row) {
      run.check();
      return userRow(row);
    }

    @Override
    public void close() {
      RunningCheck.running(null);
      try {
        super.close();
      } finally {
        run.end();
      }
    }
  }

  private @Nullable Object[] userRow(@Nullable Object row) {
    @Nullable Object[] out = new @Nullable Object[fields.length];
    for (int i = 0; i < out.length; i++) {
      Object value =
          width == 1 || !(row instanceof @Nullable Object[] values) ? row : values[fields[i]];
      out[i] = value instanceof ByteString bytes ? Addresses.text(bytes) : value;
    }
    return out;
  }
}
