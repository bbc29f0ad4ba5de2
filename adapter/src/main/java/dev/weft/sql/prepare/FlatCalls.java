package dev.weft.sql.prepare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Calls of COALESCE, NULLIF, GREATEST and their like in one another as one call of the same
 * meaning: {@code COALESCE(COALESCE(a, b), c)} as {@code COALESCE(a, b, c)}. Calcite spells them
 * out as CASEs that have an operand twice, so that the inner calls would grow with the power of
 * their depth.
 */
final class FlatCalls extends SqlShuttle {
  private static final Set<String> FIRST_OF = Set.of("COALESCE", "IFNULL", "NVL");
  private static final Set<String> EXTREMES = Set.of("GREATEST", "LEAST");
  private static final String NULLIF = "NULLIF";

  private FlatCalls() {}

  static SqlNode in(SqlNode query) {
    SqlNode flat = query.accept(new FlatCalls());
    return flat == null ? query : flat;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    String name = name(call);
    if (FIRST_OF.contains(name)) {
      return flat(call, FIRST_OF, SqlStdOperatorTable.COALESCE);
    } else if (EXTREMES.contains(name)) {
      return flat(call, Set.of(name), call.getOperator());
    } else if (name.equals(NULLIF) && isNullif(call) && isNullif(call.operand(0))) {
      return nullif(call);
    }
    return super.visit(call);
  }

  private static String name(SqlNode node) {
    return node instanceof SqlCall call
        ? call.getOperator().getName().toUpperCase(Locale.ROOT)
        : "";
  }

  /**
   * @param names of the functions that are taken as one with what they are called in
   * @param together the function of all operands
   */
  private SqlNode flat(SqlCall call, Set<String> names, SqlOperator together) {
    List<SqlNode> operands = new ArrayList<>();
    boolean nested = false;
    for (SqlNode operand : call.getOperandList()) {
      SqlNode inner = visited(operand);
      if (names.contains(name(inner)) && ((SqlCall) inner).operandCount() > 1) {
        operands.addAll(((SqlCall) inner).getOperandList());
        nested = true;
      } else {
        operands.add(inner);
      }
    }
    return (nested ? together : call.getOperator())
        .createCall(
            call.getFunctionQuantifier(),
            call.getParserPosition(),
            operands.toArray(new SqlNode[0]));
  }

  private static boolean isNullif(SqlNode node) {
    return name(node).equals(NULLIF) && ((SqlCall) node).operandCount() == 2;
  }

  /** NULLIF(NULLIF(a, b), c) as CASE a WHEN b THEN NULL WHEN c THEN NULL ELSE a END. */
  private SqlNode nullif(SqlCall call) {
    Deque<SqlNode> others = new ArrayDeque<>();
    SqlNode value = call;
    while (isNullif(value)) {
      others.push(visited(((SqlCall) value).operand(1)));
      value = ((SqlCall) value).operand(0);
    }
    value = visited(value);
    SqlParserPos at = call.getParserPosition();
    SqlNodeList nulls = new SqlNodeList(at);
    others.forEach(o -> nulls.add(SqlLiteral.createNull(SqlParserPos.ZERO)));
    return SqlCase.createSwitched(
        at, value, new SqlNodeList(others, at), nulls, SqlNode.clone(value));
  }

  private SqlNode visited(SqlNode node) {
    SqlNode visited = node.accept(this);
    return visited == null ? node : visited;
  }
}
