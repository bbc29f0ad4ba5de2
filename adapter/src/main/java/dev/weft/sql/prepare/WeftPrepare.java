package dev.weft.sql.prepare;

import dev.weft.scan.ScanStatistics;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.apache.calcite.DataContext;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.prepare.CalcitePrepareImpl;
import org.apache.calcite.runtime.Bindable;

/**
 * Prepares statements on the store that is the connection's default schema. A driver returns it
 * from {@code createPrepare()}; it has no state, a schema keeps the plans of its statements.
 */
public final class WeftPrepare extends CalcitePrepareImpl {
  @Override
  public <T> CalciteSignature<T> prepareSql(
      Context context, Query<T> query, Type elementType, long maxRowCount) {
    if (query.sql == null) {
      return super.prepareSql(context, query, elementType, maxRowCount);
    }
    PreparedQuery prepared = QueryCompiler.prepare(context, query.sql);
    Bindable<T> bindable =
        new Bindable<>() {
          @Override
          @SuppressWarnings("unchecked") // rows are arrays, whatever the caller calls them
          public Enumerable<T> bind(DataContext run) {
            return (Enumerable<T>) prepared.execute(run, new ScanStatistics());
          }
        };
    return new CalcitePrepare.CalciteSignature<>(
        query.sql,
        prepared.parameters(),
        Map.of(),
        prepared.rowType(),
        prepared.columns(),
        Meta.CursorFactory.ARRAY,
        context.getRootSchema(),
        List.of(),
        maxRowCount,
        bindable,
        Meta.StatementType.SELECT);
  }
}
