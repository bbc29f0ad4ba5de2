package dev.weft.sql.exec;

import dev.weft.sql.type.SqlTypes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Memory that rows of Java objects take in a collection, about: rather too much than too little.
 */
public final class RowSize {
  private static final long ROW = 64; // an array's header, the place in a list or table
  private static final long NUMBER = 24; // a reference and a boxed number
  private static final long DECIMAL = 56;
  private static final long ADDRESS = 64; // a reference, a byte string, its array
  private static final long TEXT = 56; // a reference, a string, its array, without the letters
  private static final long ENTRY = 32; // an element of a collection or map

  private final long fixed;
  private final boolean[] varies;
  private final boolean some;

  private RowSize(long fixed, boolean[] varies) {
    this.fixed = fixed;
    this.varies = varies;
    boolean any = false;
    for (boolean v : varies) {
      any |= v;
    }
    this.some = any;
  }

  /** Of rows, as arrays, or as the value where there is one column. */
  public static RowSize of(RelDataType row) {
    long fixed = ROW;
    boolean[] varies = new boolean[row.getFieldCount()];
    for (int i = 0; i < varies.length; i++) {
      RelDataType type = row.getFieldList().get(i).getType();
      if (SqlTypes.isAddress(type)) {
        fixed += ADDRESS;
      } else if (type.getSqlTypeName() == SqlTypeName.DECIMAL) {
        fixed += DECIMAL;
      } else if (SqlTypeName.INT_TYPES.contains(type.getSqlTypeName())
          || SqlTypeName.APPROX_TYPES.contains(type.getSqlTypeName())
          || SqlTypeName.BOOLEAN_TYPES.contains(type.getSqlTypeName())
          || SqlTypeName.DATETIME_TYPES.contains(type.getSqlTypeName())
          || SqlTypeName.INTERVAL_TYPES.contains(type.getSqlTypeName())) {
        fixed += NUMBER;
      } else {
        varies[i] = true;
      }
    }
    return new RowSize(fixed, varies);
  }

  /** Bytes of a row. */
  public long bytes(@Nullable Object row) {
    if (!some) {
      return fixed;
    }
    if (varies.length == 1) {
      return fixed + value(row);
    }
    long bytes = fixed;
    if (row instanceof @Nullable Object[] values) {
      for (int i = 0; i < Math.min(values.length, varies.length); i++) {
        bytes += varies[i] ? value(values[i]) : 0;
      }
    } else if (row instanceof List<?> values) { // as keys of groups are
      for (int i = 0; i < Math.min(values.size(), varies.length); i++) {
        bytes += varies[i] ? value(values.get(i)) : 0;
      }
    } else {
      bytes += TEXT * varies.length;
    }
    return bytes;
  }

  private static long value(@Nullable Object value) {
    if (value instanceof String text) {
      return TEXT + text.length();
    }
    if (value instanceof ByteString binary) {
      return TEXT + binary.length();
    }
    if (value instanceof @Nullable Object[] values) {
      long bytes = ROW;
      for (Object v : values) {
        bytes += value(v);
      }
      return bytes;
    }
    if (value instanceof Collection<?> values) {
      long bytes = ROW;
      for (Object v : values) {
        bytes += ENTRY + value(v);
      }
      return bytes;
    }
    if (value instanceof Map<?, ?> map) {
      return ROW + value(map.keySet()) + value(map.values());
    }
    return DECIMAL;
  }
}
