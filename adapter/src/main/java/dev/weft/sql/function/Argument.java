package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.AddressLiteral;
import dev.weft.flow.IpAddress;
import dev.weft.flow.ValueKind;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.Constant;
import dev.weft.sql.type.Value;
import java.math.BigDecimal;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a function call that is being translated.
 *
 * @param type its SQL type
 * @param value null where it has no vectorised form
 * @param constant null where it differs from row to row
 */
public record Argument(RelDataType type, @Nullable Value value, @Nullable Constant constant) {
  /** The constant, which is not NULL; null where it is NULL or differs from row to row. */
  public @Nullable Object known() {
    return constant == null ? null : constant.value();
  }

  /** True for the constant NULL. */
  public boolean isNull() {
    return constant != null && constant.value() == null;
  }

  /** The argument as an address; null where it has no such form. */
  public @Nullable Expression address() {
    Object known = known();
    if (known != null) {
      return new AddressLiteral(toAddress(known));
    }
    return value != null && value.kind() == ValueKind.ADDRESS ? value.expression() : null;
  }

  /** The argument as an integer; null where it has no such form. */
  public @Nullable Expression integer() {
    return value != null && value.kind() == ValueKind.LONG && !value.isText()
        ? value.expression()
        : null;
  }

  /** An address in any of the forms in which a row or a constant has it. */
  static IpAddress toAddress(Object o) {
    if (o instanceof ByteString bytes) {
      return Addresses.address(bytes);
    }
    IpAddress parsed = IpAddress.tryParse(o.toString());
    if (parsed == null) {
      throw new QueryException("'" + o + "' is no IP address; write 192.0.2.1 or 2001:db8::1");
    }
    return parsed;
  }

  /** An integer in any of the forms in which a row or a constant has it. */
  static int toInt(Object o) {
    return o instanceof BigDecimal d
        ? d.intValueExact()
        : Math.toIntExact(((Number) o).longValue());
  }
}
