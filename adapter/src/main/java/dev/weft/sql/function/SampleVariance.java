package dev.weft.sql.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlAvgAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * VAR_SAMP, VARIANCE, STDDEV_SAMP and STDDEV, which are NULL of a single row. Calcite's own say to
 * be never NULL of groups of a column without NULLs, and give 0.
 */
public final class SampleVariance extends SqlAvgAggFunction {
  public static final SampleVariance VARIANCE = new SampleVariance(SqlKind.VAR_SAMP);
  public static final SampleVariance DEVIATION = new SampleVariance(SqlKind.STDDEV_SAMP);

  private SampleVariance(SqlKind kind) {
    super(kind);
  }

  /** Calcite's function of the same meaning. */
  public SqlAggFunction standard() {
    return this == VARIANCE ? SqlStdOperatorTable.VAR_SAMP : SqlStdOperatorTable.STDDEV_SAMP;
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    RelDataType type = super.inferReturnType(binding);
    return binding.getTypeFactory().createTypeWithNullability(type, true);
  }
}
