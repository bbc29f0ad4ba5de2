package dev.weft.sql.exec;

import java.lang.reflect.Method;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.NullPolicy;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@code kept_pair(condition, bytes)}: the condition of a join that keeps its pairs of rows; counts
 * those that it holds for.
 */
public final class KeptPairs extends CodeOperator {
  public static final SqlOperator OPERATOR = new KeptPairs();

  private static final Method CALL =
      Types.lookupMethod(KeptPairs.class, "keep", DataContext.class, Boolean.class, long.class);

  private KeptPairs() {
    super(
        "kept_pair",
        ReturnTypes.BOOLEAN_NOT_NULL,
        SqlTypeName.BOOLEAN,
        NullPolicy.NONE,
        (translator, call, operands) ->
            Expressions.call(
                CALL,
                translator.getRoot(),
                Expressions.box(operands.get(0)),
                Expressions.unbox(operands.get(1))));
  }

  /** Never computed before the query runs, nor moved below the join that asks it. */
  @Override
  public boolean isDeterministic() {
    return false;
  }

  /**
   * Called by the code that Calcite generates, for each pair of rows.
   *
   * @param holds null for unknown
   * @throws dev.weft.error.ResourceException where the query may keep no more
   */
  public static boolean keep(DataContext context, @Nullable Boolean holds, long bytes) {
    if (holds == null || !holds) {
      return false;
    }
    if (context instanceof QueryRun run) {
      run.memory().pairs().take(bytes);
    }
    return true;
  }
}
