package dev.weft.sql.function;

import dev.weft.expression.Expression;
import dev.weft.flow.IpAddress;
import dev.weft.sql.type.Value;
import java.util.List;
import org.apache.calcite.sql.type.ReturnTypes;
import org.jspecify.annotations.Nullable;

/** {@code in_set(ip, 'name')}: TRUE where the named IP set holds the address. */
final class InSet extends WeftFunction {
  InSet() {
    super(
        "in_set",
        Signature.of(Signature.Parameter.ADDRESS, Signature.Parameter.TEXT),
        ReturnTypes.BOOLEAN);
  }

  @Override
  public boolean readsFiles() {
    return true;
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    IpAddress address = Argument.toAddress(arguments[0]);
    return files.set((String) arguments[1]).contains(address);
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Expression address = arguments.get(0).address();
    Object name = arguments.get(1).known();
    return address == null || name == null
        ? null
        : Value.of(new Expression.InAddresses(address, files.set(name.toString())));
  }
}
