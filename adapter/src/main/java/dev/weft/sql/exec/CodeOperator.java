package dev.weft.sql.exec;

import java.util.List;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.adapter.enumerable.NotNullImplementor;
import org.apache.calcite.adapter.enumerable.NullPolicy;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.ScalarFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;

/**
 * An operator that no SQL text names: put into a plan for the code that Calcite generates of it.
 * Whoever puts it there knows its operands.
 */
abstract class CodeOperator extends SqlUserDefinedFunction {
  /**
   * @param name for plans
   * @param type that Calcite infers of a call
   * @param result of the code
   * @param nulls which operands make a call NULL without its code
   * @param code what is generated for a call
   */
  CodeOperator(
      String name,
      SqlReturnTypeInference type,
      SqlTypeName result,
      NullPolicy nulls,
      NotNullImplementor code) {
    super(
        new SqlIdentifier(name, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        type,
        null,
        OperandTypes.operandMetadata(List.of(), types -> List.of(), i -> "", i -> false),
        new Implementation(result, nulls, code));
  }

  private record Implementation(SqlTypeName result, NullPolicy nulls, NotNullImplementor code)
      implements ScalarFunction, ImplementableFunction {
    @Override
    public CallImplementor getImplementor() {
      return RexImpTable.createImplementor(code, nulls, false);
    }

    @Override
    public RelDataType getReturnType(RelDataTypeFactory types) {
      return types.createSqlType(result);
    }

    @Override
    public List<FunctionParameter> getParameters() {
      return List.of(); // the operator says itself what it takes
    }
  }
}
