package dev.weft.sql.prepare;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Turns away a statement that has grown too large: NULLIF(a, b) has a in it twice when it is
 * spelled out, and forty of them inside one another have it a billion times.
 */
final class StatementSize extends SqlBasicVisitor<@Nullable Void> {
  private static final int MOST_CALLS = 500_000;

  private int calls;

  private StatementSize() {}

  /**
   * @throws LimitException if the statement is too large
   */
  static void check(SqlNode statement) {
    statement.accept(new StatementSize());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (++calls > MOST_CALLS) {
      throw StatementLimit.tooLarge();
    }
    return super.visit(call);
  }
}
