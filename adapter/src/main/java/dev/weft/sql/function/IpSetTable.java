package dev.weft.sql.function;

import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.jspecify.annotations.Nullable;

/** {@code TABLE(ip_set('name'))}: the CIDR blocks of a named set, ascending. */
final class IpSetTable extends TableFunction {
  IpSetTable() {
    super("ip_set", false, 1, Signature.Parameter.TEXT);
  }

  @Override
  RelDataType rowType(RelDataTypeFactory types, @Nullable RelDataType table) {
    return AddressBlocks.Form.CIDR.rowType(types);
  }

  @Override
  public Enumerable<@Nullable Object[]> rows(Call call) {
    return AddressBlocks.Form.CIDR.rows(call.files().set(call.name(this)));
  }
}
