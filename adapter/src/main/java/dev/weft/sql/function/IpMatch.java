package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.flow.IpAddress;
import dev.weft.silk.AddressPatterns;
import dev.weft.sql.type.Value;
import java.util.List;
import org.apache.calcite.sql.type.ReturnTypes;
import org.jspecify.annotations.Nullable;

/**
 * {@code ip_match(ip, 'pattern')}: TRUE where the address is in one of the addresses, CIDR blocks
 * and SiLK wildcards, separated by blanks.
 */
final class IpMatch extends WeftFunction {
  private record Parsed(String text, AddressPatterns patterns) {}

  private volatile @Nullable Parsed last;

  IpMatch() {
    super(
        "ip_match",
        Signature.of(Signature.Parameter.ADDRESS, Signature.Parameter.TEXT),
        ReturnTypes.BOOLEAN);
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    IpAddress address = Argument.toAddress(arguments[0]);
    return patterns((String) arguments[1]).test(address.high(), address.low());
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Expression address = arguments.get(0).address();
    Object pattern = arguments.get(1).known();
    if (address == null || pattern == null) {
      return null;
    }
    AddressPatterns patterns = patterns(pattern.toString());
    return Value.of(
        patterns.isRanges()
            ? new Expression.InAddresses(address, patterns.ranges())
            : new Expression.TestAddress(address, patterns));
  }

  /** Patterns are asked of row after row: the last ones are kept. */
  private AddressPatterns patterns(String text) {
    Parsed known = last;
    if (known == null || !known.text.equals(text)) {
      known = new Parsed(text, parse(text));
      last = known;
    }
    return known.patterns;
  }

  private static AddressPatterns parse(String text) {
    try {
      return AddressPatterns.parse(text);
    } catch (IllegalArgumentException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    }
  }
}
