package dev.weft.sql.prepare;

import dev.weft.sql.function.SessionTable;
import dev.weft.sql.function.Signature;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Util;

/** PARTITION BY and ORDER BY of the table of {@code sessions} as the arguments they stand for. */
final class PartitionedTables extends SqlShuttle {
  private PartitionedTables() {}

  static SqlNode in(SqlNode query) {
    SqlNode rewritten = query.accept(new PartitionedTables());
    return rewritten == null ? query : rewritten;
  }

  @Override
  public SqlNode visit(SqlCall call) {
    SqlNode visited = super.visit(call);
    if (!(visited instanceof SqlCall c)) {
      return call;
    }
    boolean parted =
        c.getOperator().getName().equalsIgnoreCase(SessionTable.INSTANCE.getName())
            && c.operandCount() > 1
            && c.operand(0).getKind() == SqlKind.SET_SEMANTICS_TABLE;
    return parted ? withArguments(c, c.operand(0)) : c;
  }

  private static SqlNode withArguments(SqlCall call, SqlCall table) {
    SqlNodeList keys = table.operand(1);
    SqlNodeList order = table.operand(2);
    if (order.size() > 1) {
      throw Signature.at("sessions measures one column; its ORDER BY names more", order);
    }
    List<SqlNode> operands = new ArrayList<>(call.getOperandList());
    operands.set(0, table.operand(0));
    List<String> names = keys.stream().map(PartitionedTables::name).toList();
    set(operands, SessionTable.KEYS_OPERAND, "PARTITION BY", String.join(",", names), keys);
    if (order.size() == 1) {
      set(operands, SessionTable.COLUMN_OPERAND, "ORDER BY", name(order.get(0)), order);
    }
    return call.getOperator().createCall(call.getParserPosition(), operands);
  }

  private static String name(SqlNode column) {
    if (column instanceof SqlIdentifier name) {
      return Util.last(name.names);
    }
    throw Signature.at(
        "sessions takes names of columns in PARTITION BY and, ascending, in ORDER BY; not "
            + column,
        column);
  }

  private static void set(
      List<SqlNode> operands, int at, String clause, String value, SqlNode where) {
    while (operands.size() <= at) {
      operands.add(SqlLiteral.createNull(SqlParserPos.ZERO));
    }
    if (operands.get(at).getKind() != SqlKind.LITERAL
        || !(operands.get(at) instanceof SqlLiteral given && given.getValue() == null)) {
      throw Signature.at(
          "sessions is told the same twice: by " + clause + ", and by an argument", where);
    }
    operands.set(at, SqlLiteral.createCharString(value, where.getParserPosition()));
  }
}
