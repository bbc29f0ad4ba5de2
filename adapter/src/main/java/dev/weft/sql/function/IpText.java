package dev.weft.sql.function;

import dev.weft.sql.type.Value;
import java.util.List;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** {@code ip_text(ip)}: canonical text. Texts of addresses have no dictionary, so only rows. */
final class IpText extends WeftFunction {
  IpText() {
    super(
        "ip_text",
        Signature.of(Signature.Parameter.ADDRESS),
        ReturnTypes.explicit(SqlTypeName.VARCHAR));
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    return Argument.toAddress(arguments[0]).toString();
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    return null;
  }
}
