package dev.weft.sql.prepare;

import dev.weft.sql.type.SqlTypes;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;
import org.jspecify.annotations.Nullable;

/**
 * Brings addresses and texts together: compared or united with an address, a text is one; where a
 * function takes text, an address is its canonical text.
 */
final class AddressCoercion extends TypeCoercionImpl {
  AddressCoercion(RelDataTypeFactory types, SqlValidator validator) {
    super(types, validator);
  }

  @Override
  public @Nullable RelDataType commonTypeForBinaryComparison(
      @Nullable RelDataType a, @Nullable RelDataType b) {
    RelDataType address = addressOf(a, b);
    return address != null ? address : super.commonTypeForBinaryComparison(a, b);
  }

  @Override
  public @Nullable RelDataType getTightestCommonType(
      @Nullable RelDataType a, @Nullable RelDataType b) {
    RelDataType address = addressOf(a, b);
    return address != null ? address : super.getTightestCommonType(a, b);
  }

  @Override
  public @Nullable RelDataType getWiderTypeForTwo(
      @Nullable RelDataType a, @Nullable RelDataType b, boolean stringPromotion) {
    RelDataType address = addressOf(a, b);
    return address != null ? address : super.getWiderTypeForTwo(a, b, stringPromotion);
  }

  @Override
  public @Nullable RelDataType getWiderTypeFor(List<RelDataType> types, boolean stringPromotion) {
    boolean anyAddress = types.stream().anyMatch(SqlTypes::isAddress);
    boolean onlyAddresses =
        types.stream()
            .allMatch(
                t ->
                    SqlTypes.isAddress(t)
                        || SqlTypes.isText(t)
                        || t.getSqlTypeName() == SqlTypeName.NULL);
    if (anyAddress && onlyAddresses) {
      return address(types.stream().anyMatch(RelDataType::isNullable));
    }
    return super.getWiderTypeFor(types, stringPromotion);
  }

  @Override
  public @Nullable RelDataType implicitCast(RelDataType in, SqlTypeFamily expected) {
    if (SqlTypes.isAddress(in)
        && (expected == SqlTypeFamily.CHARACTER || expected == SqlTypeFamily.STRING)) {
      return factory.createTypeWithNullability(SqlTypes.text(factory), in.isNullable());
    }
    return super.implicitCast(in, expected);
  }

  private @Nullable RelDataType addressOf(@Nullable RelDataType a, @Nullable RelDataType b) {
    if (a == null || b == null) {
      return null;
    }
    boolean mixed =
        SqlTypes.isAddress(a) && SqlTypes.isText(b) || SqlTypes.isText(a) && SqlTypes.isAddress(b);
    return mixed ? address(a.isNullable() || b.isNullable()) : null;
  }

  private RelDataType address(boolean nullable) {
    return factory.createTypeWithNullability(SqlTypes.address(factory), nullable);
  }
}
