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
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedAggFunction;
import org.apache.calcite.util.Optionality;

/** SUM of integers in generated code, failing where Calcite's would wrap. */
public final class ExactSum {
  /** The aggregate function. Whether none is NULL or 0 is told by a call's type. */
  static final SqlAggFunction INSTANCE =
      new SqlUserDefinedAggFunction(
          new SqlIdentifier("exact_sum", SqlParserPos.ZERO),
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
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

  private ExactSum() {}

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
        INSTANCE,
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
