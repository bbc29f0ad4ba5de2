package dev.weft.sql.function;

import java.math.BigDecimal;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * ROUND and TRUNCATE, whose DECIMAL has the digits that are asked for. Calcite's own say that they
 * have those of their argument: 0.50 and 0.500 would be two values to what joins or groups by them.
 */
public final class Rounding extends SqlFunction {
  public static final Rounding ROUND = new Rounding(SqlStdOperatorTable.ROUND);
  public static final Rounding TRUNCATE = new Rounding(SqlStdOperatorTable.TRUNCATE);

  private final SqlFunction standard;

  private Rounding(SqlFunction standard) {
    super(
        standard.getName(),
        SqlKind.OTHER_FUNCTION,
        Rounding::type,
        null,
        OperandTypes.NUMERIC.or(OperandTypes.NUMERIC_INT32),
        SqlFunctionCategory.NUMERIC);
    this.standard = standard;
  }

  /** Calcite's function of the same meaning. */
  public SqlFunction standard() {
    return standard;
  }

  private static RelDataType type(SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    RelDataType number = binding.getOperandType(0);
    boolean nullable = number.isNullable();
    RelDataType type = number;
    if (binding.getOperandCount() > 1) {
      nullable |= binding.getOperandType(1).isNullable();
    }
    if (number.getSqlTypeName() == SqlTypeName.DECIMAL) {
      type = decimal(types, number, digits(binding));
    }
    return types.createTypeWithNullability(type, nullable);
  }

  private static RelDataType decimal(RelDataTypeFactory types, RelDataType number, int digits) {
    int precision = number.getPrecision();
    if (digits >= 0) {
      return types.createSqlType(
          SqlTypeName.DECIMAL, precision, Math.min(digits, number.getScale()));
    }
    // A type of its own, so that a cast to it is none from a type to itself.
    RelDataTypeSystem system = types.getTypeSystem();
    int most = system.getMaxPrecision(SqlTypeName.DECIMAL);
    return types.createSqlType(
        SqlTypeName.DECIMAL, Math.min(precision + 1, most), number.getScale());
  }

  /** Digits behind the point that are asked for; negative where they are not known or before it. */
  public static int digits(SqlOperatorBinding binding) {
    if (binding.getOperandCount() == 1) {
      return 0;
    }
    if (!binding.isOperandLiteral(1, false)) {
      return -1;
    }
    BigDecimal digits = binding.getOperandLiteralValue(1, BigDecimal.class);
    return digits == null ? -1 : digits.intValue();
  }
}
