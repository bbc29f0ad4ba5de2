package dev.weft.sql.prepare;

import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.schema.impl.AggregateFunctionImpl;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedAggFunction;
import org.apache.calcite.util.Optionality;

/** SUM of integers in generated code, failing where Calcite's would wrap. */
public final class ExactSum {
  private static final SqlAggFunction SUM = function("exact_sum", ReturnTypes.AGG_SUM);

  /** Not NULL but 0 of no rows. */
  private static final SqlAggFunction SUM0 =
      function("exact_sum0", ReturnTypes.AGG_SUM_EMPTY_IS_ZERO);

  private ExactSum() {}

  private static SqlAggFunction function(String name, SqlReturnTypeInference type) {
    return new SqlUserDefinedAggFunction(
        new SqlIdentifier(name, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        type,
        InferTypes.FIRST_KNOWN,
        OperandTypes.operandMetadata(
            List.of(SqlTypeFamily.INTEGER),
            types -> List.of(types.createSqlType(SqlTypeName.BIGINT)),
            i -> "value",
            i -> false),
        Objects.requireNonNull(AggregateFunctionImpl.create(ExactSum.class)),
        false,
        false,
        Optionality.FORBIDDEN);
  }

  /** True for a function of this class. */
  static boolean is(SqlAggFunction function) {
    return function == SUM || function == SUM0;
  }

  /** The function that sums as another does. */
  static SqlAggFunction instead(SqlAggFunction function) {
    return function.getKind() == SqlKind.SUM0 ? SUM0 : SUM;
  }

  /** Called by generated code before the first row. */
  public static long init() {
    return 0;
  }

  /** Called by generated code for each row. */
  public static long add(long sum, long value) {
    return Math.addExact(sum, value);
  }

  /** Called by generated code after the last row. */
  public static long result(long sum) {
    return sum;
  }

  /** True for sums that may wrap. */
  static boolean replaces(SqlAggFunction function, RelDataType type) {
    return (function.getKind() == SqlKind.SUM || function.getKind() == SqlKind.SUM0)
        && type.getSqlTypeName() == SqlTypeName.BIGINT;
  }

  /** The call with this function in place of its own. */
  static AggregateCall replace(AggregateCall call) {
    return AggregateCall.create(
        call.getParserPosition(),
        instead(call.getAggregation()),
        call.isDistinct(),
        call.isApproximate(),
        call.ignoreNulls(),
        call.rexList,
        call.getArgList(),
        call.filterArg,
        call.distinctKeys,
        call.collation,
        call.getType(),
        call.getName());
  }
}
