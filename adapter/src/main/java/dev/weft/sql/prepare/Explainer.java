package dev.weft.sql.prepare;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.jdbc.CalcitePrepare;

/** Explains statements on a connection to a store. */
public final class Explainer {
  private Explainer() {}

  /**
   * The plan of a statement without parameters.
   *
   * @param running true runs the statement to its end and counts what that touches
   */
  public static PlanReport explain(Connection connection, String sql, boolean running)
      throws SQLException {
    CalcitePrepare.Context context =
        connection.unwrap(CalciteConnection.class).createPrepareContext();
    CalcitePrepare.Dummy.push(context);
    try {
      return QueryCompiler.prepare(context, sql).report(context.getDataContext(), running);
    } finally {
      CalcitePrepare.Dummy.pop(context);
    }
  }
}
