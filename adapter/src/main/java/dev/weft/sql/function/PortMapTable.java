package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.silk.SilkPrefixMap;
import dev.weft.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** {@code TABLE(port_map('name'))}: the ranges of a protocol's ports that have one label. */
final class PortMapTable extends TableFunction {
  private static final int PROTOCOLS = 256;
  private static final int LAST_PORT = 0xFFFF;

  PortMapTable() {
    super("port_map", false, 1, Signature.Parameter.TEXT);
  }

  @Override
  RelDataType rowType(RelDataTypeFactory types, @Nullable RelDataType table) {
    return types
        .builder()
        .add("protocol", SqlTypeName.INTEGER)
        .add("first", SqlTypeName.INTEGER)
        .add("last", SqlTypeName.INTEGER)
        .add("value", SqlTypes.text(types))
        .build();
  }

  @Override
  public Enumerable<@Nullable Object[]> rows(Call call) {
    String name = call.name(this);
    SilkPrefixMap map = call.files().prefixMap(name);
    if (map.kind() != SilkPrefixMap.Kind.PORT) {
      throw new QueryException(
          "prefix map " + name + " is one of addresses: use ip_map('" + name + "')");
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    map.forEachRange((first, last, code) -> add(rows, first.low(), last.low(), map.label(code)));
    return Linq4j.asEnumerable(rows);
  }

  /** Keys are protocol x 65536 + port; there are no protocols beyond 255. */
  private static void add(List<@Nullable Object[]> rows, long from, long to, String label) {
    for (long p = from >>> 16; p <= to >>> 16 && p < PROTOCOLS; p++) {
      long first = Math.max(from, p << 16) & LAST_PORT;
      long last = Math.min(to, p << 16 | LAST_PORT) & LAST_PORT;
      rows.add(new @Nullable Object[] {(int) p, (int) first, (int) last, label});
    }
  }
}
