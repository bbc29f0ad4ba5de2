package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.flow.IpAddress;
import dev.weft.silk.SilkPrefixMap;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.jspecify.annotations.Nullable;

/** {@code TABLE(ip_map('name'))}: the ranges of addresses that have one label, ascending. */
final class PrefixMapTable extends TableFunction {
  PrefixMapTable() {
    super("ip_map", false, 1, Signature.Parameter.TEXT);
  }

  @Override
  RelDataType rowType(RelDataTypeFactory types, @Nullable RelDataType table) {
    return types
        .builder()
        .add("first", SqlTypes.address(types))
        .add("last", SqlTypes.address(types))
        .add("value", SqlTypes.text(types))
        .build();
  }

  @Override
  public Enumerable<@Nullable Object[]> rows(Call call) {
    String name = call.name(this);
    SilkPrefixMap map = call.files().prefixMap(name);
    if (map.kind() == SilkPrefixMap.Kind.PORT) {
      throw new QueryException(
          "prefix map " + name + " is one of ports: use port_map('" + name + "')");
    }
    boolean ipv4 = map.kind() == SilkPrefixMap.Kind.IPV4;
    List<@Nullable Object[]> rows = new ArrayList<>();
    map.forEachRange(
        (first, last, code) ->
            rows.add(
                new @Nullable Object[] {
                  Addresses.bytes(ipv4 ? IpAddress.ofIpv4(first.low()) : first),
                  Addresses.bytes(ipv4 ? IpAddress.ofIpv4(last.low()) : last),
                  map.label(code)
                }));
    return Linq4j.asEnumerable(rows);
  }
}
