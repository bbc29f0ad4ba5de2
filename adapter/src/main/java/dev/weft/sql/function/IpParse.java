package dev.weft.sql.function;

import dev.weft.expression.Expression;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.SqlTypes;
import dev.weft.sql.type.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ip_parse(text)}: the address that a text names. */
final class IpParse extends WeftFunction {
  IpParse() {
    super(
        "ip_parse",
        Signature.of(Signature.Parameter.ADDRESS),
        binding -> SqlTypes.address(binding.getTypeFactory()));
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    return Addresses.bytes(Argument.toAddress(arguments[0]));
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Expression address = arguments.get(0).address();
    return address == null ? null : Value.of(address);
  }
}
