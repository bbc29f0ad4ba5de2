package dev.weft.sql.exec;

import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.adapter.enumerable.NullPolicy;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.ScalarFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code kept_pair(condition, bytes)}: the condition of a join that keeps its pairs of rows; counts
 * those that it holds for.
 */
public final class KeptPairs extends SqlUserDefinedFunction {
  public static final SqlOperator OPERATOR = new KeptPairs();

  private static final Method CALL =
      Types.lookupMethod(KeptPairs.class, "keep", DataContext.class, Boolean.class, long.class);

  private KeptPairs() {
    super(
        new SqlIdentifier("kept_pair", SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.BOOLEAN_NOT_NULL,
        null,
        OperandTypes.operandMetadata(
            List.of(SqlTypeFamily.BOOLEAN, SqlTypeFamily.EXACT_NUMERIC),
            types ->
                List.of(
                    types.createSqlType(SqlTypeName.BOOLEAN),
                    types.createSqlType(SqlTypeName.BIGINT)),
            i -> i == 0 ? "condition" : "bytes",
            i -> false),
        new RowFunction());
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

  private record RowFunction() implements ScalarFunction, ImplementableFunction {
    @Override
    public CallImplementor getImplementor() {
      return RexImpTable.createImplementor(
          (translator, call, operands) ->
              Expressions.call(
                  CALL,
                  translator.getRoot(),
                  Expressions.box(operands.get(0)),
                  Expressions.unbox(operands.get(1))),
          NullPolicy.NONE,
          false);
    }

    @Override
    public RelDataType getReturnType(RelDataTypeFactory types) {
      return types.createSqlType(SqlTypeName.BOOLEAN);
    }

    @Override
    public List<FunctionParameter> getParameters() {
      return List.of(); // the operator says itself what it takes
    }
  }
}
