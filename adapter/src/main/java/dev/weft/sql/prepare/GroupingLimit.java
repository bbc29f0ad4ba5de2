package dev.weft.sql.prepare;

import dev.weft.sql.function.Signature;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Turns away a GROUP BY of very many grouping sets: a CUBE of twenty columns is a million of them,
 * which would keep the planner busy for hours.
 */
final class GroupingLimit extends SqlBasicVisitor<@Nullable Void> {
  private static final long MOST = 256;

  private GroupingLimit() {}

  static void check(SqlNode query) {
    query.accept(new GroupingLimit());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select && select.getGroup() != null) {
      check(select.getGroup());
    }
    return super.visit(call);
  }

  private static void check(SqlNodeList groups) {
    long sets = 1;
    for (SqlNode group : groups) {
      sets = Math.min(MOST + 1, sets * sets(group));
      if (sets > MOST) {
        throw Signature.at("GROUP BY makes more than " + MOST + " grouping sets", group);
      }
    }
  }

  /** How many sets a term of GROUP BY makes, at most a few more than there may be. */
  private static long sets(SqlNode term) {
    if (!(term instanceof SqlCall call)) {
      return 1;
    }
    int operands = call.operandCount();
    return switch (call.getKind()) {
      case CUBE -> operands > 20 ? MOST + 1 : 1L << operands;
      case ROLLUP -> operands + 1L;
      case GROUPING_SETS -> {
        long sum = 0;
        for (SqlNode set : call.getOperandList()) {
          sum = Math.min(MOST + 1, sum + sets(set));
        }
        yield sum;
      }
      default -> 1;
    };
  }
}
