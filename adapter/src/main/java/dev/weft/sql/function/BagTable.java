package dev.weft.sql.function;

import dev.weft.silk.SilkBag;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.SqlTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@code TABLE(bag('name'))}: the counters of a Bag. A key is told as {@code ip} where it is, or
 * may be, an address, and as the number {@code key} where it has at most 32 bits.
 */
final class BagTable extends TableFunction {
  /** Of an unsigned number of 64 bits. */
  private static final int COUNTER_DIGITS = 20;

  BagTable() {
    super("bag", false, 1, Signature.Parameter.TEXT);
  }

  @Override
  RelDataType rowType(RelDataTypeFactory types, @Nullable RelDataType table) {
    return types
        .builder()
        .add("ip", SqlTypes.nullable(types, SqlTypes.address(types)))
        .add("key", SqlTypes.nullable(types, types.createSqlType(SqlTypeName.BIGINT)))
        .add("counter", types.createSqlType(SqlTypeName.DECIMAL, COUNTER_DIGITS, 0))
        .build();
  }

  @Override
  public Enumerable<@Nullable Object[]> rows(Call call) {
    SilkBag bag = call.files().bag(call.name(this));
    List<@Nullable Object[]> rows = new ArrayList<>();
    bag.counters()
        .forEach(
            (key, counter) ->
                rows.add(
                    new @Nullable Object[] {
                      bag.hasAddresses() ? Addresses.bytes(bag.address(key)) : null,
                      bag.hasNumbers() ? key.low() : null,
                      new BigDecimal(Long.toUnsignedString(counter))
                    }));
    return Linq4j.asEnumerable(rows);
  }
}
