package dev.weft.sql.function;

import dev.weft.expression.Expression;
import dev.weft.flow.IpAddress;
import dev.weft.sql.type.Value;
import java.util.List;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@code pmap(ip, 'name')} and {@code pmap(protocol, port, 'name')}: the label that a prefix map
 * gives.
 */
final class PrefixMapLabel extends WeftFunction {
  PrefixMapLabel() {
    super(
        "pmap",
        Signature.of(Signature.Parameter.ADDRESS, Signature.Parameter.TEXT)
            .or(Signature.Parameter.INTEGER, Signature.Parameter.INTEGER, Signature.Parameter.TEXT),
        ReturnTypes.explicit(SqlTypeName.VARCHAR));
  }

  @Override
  public boolean readsFiles() {
    return true;
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    if (arguments.length == 2) {
      IpAddress address = Argument.toAddress(arguments[0]);
      return files.addressMap((String) arguments[1]).label(address.high(), address.low());
    }
    return files
        .portMap((String) arguments[2])
        .label(Argument.toInt(arguments[0]), Argument.toInt(arguments[1]));
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Object name = arguments.get(arguments.size() - 1).known();
    if (name == null) {
      return null;
    }
    if (arguments.size() == 2) {
      Expression address = arguments.get(0).address();
      if (address == null) {
        return null;
      }
      NamedFiles.LabelledAddresses labelled = files.addressMap(name.toString());
      return Value.ofCodes(new Expression.MapAddress(address, labelled.map()), labelled.labels());
    }
    Expression protocol = arguments.get(0).integer();
    Expression port = arguments.get(1).integer();
    if (protocol == null || port == null) {
      return null;
    }
    NamedFiles.LabelledPorts labelled = files.portMap(name.toString());
    return Value.ofCodes(new Expression.MapPort(protocol, port, labelled.map()), labelled.labels());
  }
}
