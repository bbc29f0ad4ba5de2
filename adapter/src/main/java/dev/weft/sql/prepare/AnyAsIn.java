package dev.weft.sql.prepare;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * {@code = ANY}, {@code = SOME} and {@code <> ALL} as the IN and NOT IN that they are: there texts
 * compared with addresses are addresses.
 */
final class AnyAsIn extends SqlShuttle {
  private AnyAsIn() {}

  static SqlNode in(SqlNode query) {
    SqlNode rewritten = query.accept(new AnyAsIn());
    return rewritten == null ? query : rewritten;
  }

  @Override
  public SqlNode visit(SqlCall call) {
    SqlNode visited = super.visit(call);
    if (!(visited instanceof SqlCall c)) {
      return call;
    }
    SqlOperator in =
        c.getOperator() == SqlStdOperatorTable.SOME_EQ
            ? SqlStdOperatorTable.IN
            : c.getOperator() == SqlStdOperatorTable.ALL_NE ? SqlStdOperatorTable.NOT_IN : null;
    return in == null ? c : in.createCall(c.getParserPosition(), c.getOperandList());
  }
}
