package dev.weft.sql.rel;

import dev.weft.batch.AddressVector;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.IpAddress;
import dev.weft.flow.TcpFlags;
import dev.weft.flow.ValueKind;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.SqlTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows of Calcite's code into vectors. Text becomes a code, the same for equal texts; that of
 * columns named as TCP flags their bits.
 */
final class RowVectors {
  private static final List<String> FLAGS = List.of("flags", "initial_flags", "session_flags");

  private static final long CODE_BYTES = 144; // a string, a number, an entry of a map

  private final List<ValueKind> kinds = new ArrayList<>();
  private final RelDataType[] types;
  private final boolean[] flags;
  private final Map<String, Long> codes = new HashMap<>();
  private long codeBytes;

  RowVectors(RelDataType table) {
    List<RelDataTypeField> fields = table.getFieldList();
    types = new RelDataType[fields.size()];
    flags = new boolean[types.length];
    for (int i = 0; i < types.length; i++) {
      RelDataType type = fields.get(i).getType();
      types[i] = type;
      flags[i] = SqlTypes.isText(type) && FLAGS.contains(fields.get(i).getName());
      kinds.add(kind(type));
    }
  }

  private static ValueKind kind(RelDataType type) {
    if (SqlTypes.isAddress(type)) {
      return ValueKind.ADDRESS;
    }
    return SqlTypeName.APPROX_TYPES.contains(type.getSqlTypeName())
        ? ValueKind.DOUBLE
        : ValueKind.LONG;
  }

  /** How the columns are held. */
  List<ValueKind> kinds() {
    return kinds;
  }

  /**
   * Puts a row into row {@code at} of the vectors.
   *
   * @return bytes that texts take which were not seen before
   */
  long put(@Nullable Object[] row, Vector[] vectors, int at) {
    codeBytes = 0;
    for (int i = 0; i < vectors.length; i++) {
      Object value = row[i];
      Vector vector = vectors[i];
      if (value == null) {
        vector.useNulls()[at] = true;
        continue;
      }
      if (vector.hasNulls()) {
        vector.useNulls()[at] = false;
      }
      if (vector instanceof AddressVector v) {
        IpAddress address = Addresses.address((ByteString) value);
        v.highs[at] = address.high();
        v.lows[at] = address.low();
      } else if (vector instanceof DoubleVector v) {
        v.values[at] = ((Number) value).doubleValue();
      } else if (vector instanceof LongVector v) {
        v.values[at] = number(i, value);
      }
    }
    return codeBytes;
  }

  private long number(int column, Object value) {
    if (value instanceof Boolean b) {
      return b ? 1 : 0;
    }
    if (value instanceof BigDecimal d) {
      return d.movePointRight(types[column].getScale()).longValueExact();
    }
    if (value instanceof Number n) {
      return n.longValue();
    }
    String text = value.toString();
    if (flags[column]) {
      return TcpFlags.parse(text);
    }
    Long known = codes.get(text);
    if (known != null) {
      return known;
    }
    long code = codes.size();
    codes.put(text, code);
    codeBytes += CODE_BYTES + text.length();
    return code;
  }
}
