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

/** A condition that is always true, and throws once its query is to stop. */
public final class RunningCheck extends CodeOperator {
  public static final SqlOperator OPERATOR = new RunningCheck();

  private static final Method CALL =
      Types.lookupMethod(RunningCheck.class, "isRunning", DataContext.class);

  private RunningCheck() {
    super(
        "is_running",
        ReturnTypes.BOOLEAN_NOT_NULL,
        SqlTypeName.BOOLEAN,
        NullPolicy.NONE,
        (translator, call, operands) -> Expressions.call(CALL, translator.getRoot()));
  }

  /** Never computed before the query runs, nor moved below the join that asks it. */
  @Override
  public boolean isDeterministic() {
    return false;
  }

  /**
   * Called by the code that Calcite generates, for each pair of rows.
   *
   * @throws dev.weft.error.QueryCancelledException once the query is to stop
   */
  public static boolean isRunning(@Nullable DataContext context) {
    if (context instanceof QueryRun run) {
      run.step();
    }
    return true;
  }

  /** Whose rows the thread is making. */
  private static final ThreadLocal<@Nullable QueryRun> OF_THREAD = new ThreadLocal<>();

  /** Says whose rows the thread makes from now on; null for nobody's. */
  public static void running(@Nullable QueryRun run) {
    if (run == null) {
      OF_THREAD.remove();
    } else if (OF_THREAD.get() != run) {
      OF_THREAD.set(run);
    }
  }

  /**
   * As {@link #isRunning}, where there is no context at hand.
   *
   * @throws dev.weft.error.QueryCancelledException once the query is to stop
   */
  public static boolean isThreadRunning() {
    return isRunning(OF_THREAD.get());
  }
}
