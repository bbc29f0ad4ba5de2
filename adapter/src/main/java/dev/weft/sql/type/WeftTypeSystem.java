package dev.weft.sql.type;

import java.math.RoundingMode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Result types that an analyst can trust: sums of integers and integer arithmetic are BIGINT (and
 * checked when they run), averages DOUBLE.
 */
public final class WeftTypeSystem extends RelDataTypeSystemImpl {
  public static final WeftTypeSystem INSTANCE = new WeftTypeSystem();

  private static final int MAX_DECIMAL_DIGITS = 38;

  private WeftTypeSystem() {}

  @Override
  public int getMaxPrecision(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? MAX_DECIMAL_DIGITS : super.getMaxPrecision(type);
  }

  @Override
  public int getMaxScale(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? MAX_DECIMAL_DIGITS : super.getMaxScale(type);
  }

  /** A cast to fewer digits rounds, as in other databases; Calcite by itself cuts them off. */
  @Override
  public RoundingMode roundingMode() {
    return RoundingMode.HALF_UP;
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
    RelDataType sum =
        switch (argument.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> types.createSqlType(SqlTypeName.BIGINT);
          case DECIMAL ->
              types.createSqlType(SqlTypeName.DECIMAL, MAX_DECIMAL_DIGITS, argument.getScale());
          case FLOAT, REAL, DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
          default -> argument;
        };
    return types.createTypeWithNullability(sum, argument.isNullable());
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
    return types.createTypeWithNullability(
        types.createSqlType(SqlTypeName.DOUBLE), argument.isNullable());
  }

  @Override
  public @Nullable RelDataType deriveDecimalPlusType(
      RelDataTypeFactory types, RelDataType left, RelDataType right) {
    return areIntegers(left, right)
        ? bigint(types, left, right)
        : super.deriveDecimalPlusType(types, left, right);
  }

  @Override
  public @Nullable RelDataType deriveDecimalMultiplyType(
      RelDataTypeFactory types, RelDataType left, RelDataType right) {
    return areIntegers(left, right)
        ? bigint(types, left, right)
        : super.deriveDecimalMultiplyType(types, left, right);
  }

  /** Texts of different lengths under one column are not padded. */
  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  private static boolean areIntegers(RelDataType left, RelDataType right) {
    return SqlTypeUtil.isIntType(left) && SqlTypeUtil.isIntType(right);
  }

  private static RelDataType bigint(RelDataTypeFactory types, RelDataType left, RelDataType right) {
    return types.createTypeWithNullability(
        types.createSqlType(SqlTypeName.BIGINT), left.isNullable() || right.isNullable());
  }
}
