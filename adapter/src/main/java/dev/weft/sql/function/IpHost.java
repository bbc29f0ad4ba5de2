package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.flow.IpAddress;
import dev.weft.sql.type.Value;
import java.util.List;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** {@code ip_host(ip, n)}: the last n bits of the address as a number, n from 1 to 63. */
final class IpHost extends WeftFunction {
  private static final int MOST_BITS = 63;

  private record LastBits(long mask) implements Expression.AddressMap {
    @Override
    public long code(long high, long low) {
      return low & mask;
    }
  }

  IpHost() {
    super(
        "ip_host",
        Signature.of(Signature.Parameter.ADDRESS, Signature.Parameter.INTEGER),
        ReturnTypes.explicit(SqlTypeName.BIGINT));
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    IpAddress address = Argument.toAddress(arguments[0]);
    return bits(arguments[1]).code(address.high(), address.low());
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Expression address = arguments.get(0).address();
    Object count = arguments.get(1).known();
    return address == null || count == null
        ? null
        : Value.of(new Expression.MapAddress(address, bits(count)));
  }

  private static LastBits bits(Object count) {
    int bits = Argument.toInt(count);
    if (bits < 1 || bits > MOST_BITS) {
      throw new QueryException("ip_host takes 1 to 63 bits, not " + bits);
    }
    return new LastBits((1L << bits) - 1);
  }
}
