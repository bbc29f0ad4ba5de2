package dev.weft.sql.function;

import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.silk.CidrBlocks;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.SqlTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@code TABLE(cidr_blocks((SELECT sip FROM flows)))} and {@code ip_ranges}: the addresses of a
 * column, or those from its first to its second column, in as few blocks or ranges as hold them and
 * no others.
 */
final class AddressBlocks extends TableFunction {
  /** How a set of addresses is told. */
  enum Form {
    /** {@code block}, {@code first}, {@code last}, {@code prefix}: its length. */
    CIDR,
    /** {@code first}, {@code last}, {@code addresses}: their number. */
    RANGES;

    RelDataType rowType(RelDataTypeFactory types) {
      RelDataTypeFactory.Builder row = types.builder();
      if (this == CIDR) {
        row.add("block", SqlTypes.text(types));
      }
      row.add("first", SqlTypes.address(types)).add("last", SqlTypes.address(types));
      return this == CIDR
          ? row.add("prefix", SqlTypeName.INTEGER).build()
          : row.add("addresses", types.createSqlType(SqlTypeName.DECIMAL, 19, 0)).build();
    }

    Enumerable<@Nullable Object[]> rows(IpRanges set) {
      List<@Nullable Object[]> rows = new ArrayList<>();
      if (this == CIDR) {
        CidrBlocks.forEach(set, (high, low, bits) -> rows.add(block(high, low, bits)));
      } else {
        for (int i = 0; i < set.count(); i++) {
          IpAddress first = set.low(i);
          IpAddress last = set.high(i);
          rows.add(
              new @Nullable Object[] {
                Addresses.bytes(first), Addresses.bytes(last), new BigDecimal(count(first, last))
              });
        }
      }
      return Linq4j.asEnumerable(rows);
    }
  }

  private final Form form;

  AddressBlocks(Form form) {
    super(form == Form.CIDR ? "cidr_blocks" : "ip_ranges", true, 0);
    this.form = form;
  }

  private static @Nullable Object[] block(long high, long low, int bits) {
    IpAddress first = new IpAddress(high, low);
    int prefix = CidrBlocks.prefix(high, low, bits);
    return new @Nullable Object[] {
      first + "/" + prefix,
      Addresses.bytes(first),
      Addresses.bytes(IpRanges.prefixHigh(first, bits)),
      prefix
    };
  }

  private static BigInteger count(IpAddress first, IpAddress last) {
    BigInteger from = new BigInteger(1, Addresses.bytes(first).getBytes());
    return new BigInteger(1, Addresses.bytes(last).getBytes()).subtract(from).add(BigInteger.ONE);
  }

  @Override
  RelDataType rowType(RelDataTypeFactory types, @Nullable RelDataType table) {
    return form.rowType(types);
  }

  @Override
  @Nullable String fault(RelDataType table) {
    boolean addresses =
        table.getFieldList().stream()
            .map(RelDataTypeField::getType)
            .allMatch(t -> SqlTypes.isAddress(t));
    return addresses && table.getFieldCount() <= 2
        ? null
        : getName() + " takes a table of one column of addresses, or of two, first and last";
  }

  @Override
  public Enumerable<@Nullable Object[]> rows(Call call) {
    Enumerable<@Nullable Object[]> table = call.table();
    IpRanges.Builder set = new IpRanges.Builder();
    if (table != null) {
      try (Enumerator<@Nullable Object[]> rows = table.enumerator()) {
        while (rows.moveNext()) {
          add(rows.current(), set);
        }
      }
    }
    return form.rows(set.build());
  }

  private static void add(@Nullable Object[] row, IpRanges.Builder set) {
    if (row[0] instanceof ByteString from && row[row.length - 1] instanceof ByteString to) {
      IpAddress first = Addresses.address(from);
      IpAddress last = Addresses.address(to);
      set.add(first.high(), first.low(), last.high(), last.low());
    }
  }
}
