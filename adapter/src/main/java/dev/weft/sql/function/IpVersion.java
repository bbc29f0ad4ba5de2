package dev.weft.sql.function;

import dev.weft.expression.Expression;
import dev.weft.sql.type.Value;
import java.util.List;
import org.apache.calcite.sql.type.ReturnTypes;
import org.jspecify.annotations.Nullable;

/** {@code ip_version(ip)}: 4 or 6. */
final class IpVersion extends WeftFunction {
  IpVersion() {
    super("ip_version", Signature.of(Signature.Parameter.ADDRESS), ReturnTypes.INTEGER);
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    return Argument.toAddress(arguments[0]).isIpv4() ? 4 : 6;
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Expression address = arguments.get(0).address();
    return address == null ? null : Value.of(new Expression.IpVersion(address));
  }
}
