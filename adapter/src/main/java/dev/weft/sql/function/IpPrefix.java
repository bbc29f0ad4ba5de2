package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.SqlTypes;
import dev.weft.sql.type.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ip_prefix(ip, n)}: the address with all but its first n bits cleared, n counted in the
 * address's own family; an IPv4 address keeps all its bits where n is above 32.
 */
final class IpPrefix extends WeftFunction {
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  IpPrefix() {
    super(
        "ip_prefix",
        Signature.of(Signature.Parameter.ADDRESS, Signature.Parameter.INTEGER),
        binding -> SqlTypes.address(binding.getTypeFactory()));
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    IpAddress address = Argument.toAddress(arguments[0]);
    int bits = checked(Argument.toInt(arguments[1]));
    return Addresses.bytes(
        IpRanges.prefixLow(
            address, address.isIpv4() ? IPV6_BITS - IPV4_BITS + Math.min(bits, IPV4_BITS) : bits));
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Expression address = arguments.get(0).address();
    Object length = arguments.get(1).known();
    if (address == null || length == null) {
      return null;
    }
    int bits = checked(Argument.toInt(length));
    return Value.of(new Expression.IpPrefix(address, Math.min(bits, IPV4_BITS), bits));
  }

  private static int checked(int bits) {
    if (bits < 0 || bits > IPV6_BITS) {
      throw new QueryException("ip_prefix takes 0 to 128 bits, not " + bits);
    }
    return bits;
  }
}
