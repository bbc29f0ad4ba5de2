package dev.weft.sql.function;

import dev.weft.expression.Expression;
import dev.weft.flow.IpAddress;
import dev.weft.sql.type.Value;
import java.util.List;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** {@code country(ip)}: two-letter code from the store's country map, {@code --} if unknown. */
final class Country extends WeftFunction {
  Country() {
    super(
        "country",
        Signature.of(Signature.Parameter.ADDRESS),
        ReturnTypes.explicit(SqlTypeName.VARCHAR));
  }

  @Override
  public boolean readsFiles() {
    return true;
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    IpAddress address = Argument.toAddress(arguments[0]);
    return files.countryMap().label(address.high(), address.low());
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Expression address = arguments.get(0).address();
    if (address == null) {
      return null;
    }
    NamedFiles.LabelledAddresses countries = files.countryMap();
    return Value.ofCodes(new Expression.MapAddress(address, countries.map()), countries.labels());
  }
}
