package dev.weft.sql.prepare;

import dev.weft.error.QueryException;
import dev.weft.sql.exec.OfUser;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.apache.calcite.DataContext;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Queryable;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.sql.SqlNode;

/**
 * Prepares statements on the store that is the connection's default schema. A driver returns it
 * from {@code createPrepare()}; it knows for whom, and a schema keeps the plans of its statements.
 */
public final class WeftPrepare implements CalcitePrepare {
  private final String user;

  /** For the user whose process this is. */
  public WeftPrepare() {
    this(System.getProperty("user.name", "weft"));
  }

  /**
   * @param user what {@code CURRENT_USER} tells
   */
  public WeftPrepare(String user) {
    this.user = user;
  }

  @Override
  public <T> CalciteSignature<T> prepareSql(
      Context context, Query<T> query, Type elementType, long maxRowCount) {
    if (query.sql == null) {
      throw new QueryException("Weft prepares SQL text only");
    }
    PreparedQuery prepared = QueryCompiler.prepare(context, query.sql);
    Bindable<T> bindable =
        new Bindable<>() {
          @Override
          @SuppressWarnings("unchecked") // rows are arrays, whatever the caller calls them
          public Enumerable<T> bind(DataContext run) {
            return (Enumerable<T>) prepared.execute(new OfUser(run, user));
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

  @Override
  public <T> CalciteSignature<T> prepareQueryable(Context context, Queryable<T> queryable) {
    throw new QueryException("Weft prepares SQL text only");
  }

  @Override
  public ParseResult parse(Context context, String sql) {
    throw noViews();
  }

  @Override
  public ConvertResult convert(Context context, String sql) {
    throw noViews();
  }

  @Override
  public AnalyzeViewResult analyzeView(Context context, String sql, boolean fail) {
    throw noViews();
  }

  @Override
  public void executeDdl(Context context, SqlNode node) {
    throw noViews();
  }

  private static QueryException noViews() {
    return new QueryException("Weft has no views and no statements that define anything");
  }
}
