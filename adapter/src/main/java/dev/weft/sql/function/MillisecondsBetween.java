package dev.weft.sql.function;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.sql.type.Value;
import java.util.List;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** {@code ms_between(from, to)}: exact milliseconds, negative where {@code to} is the earlier. */
final class MillisecondsBetween extends WeftFunction {
  MillisecondsBetween() {
    super(
        "ms_between",
        Signature.of(Signature.Parameter.TIMESTAMP, Signature.Parameter.TIMESTAMP),
        ReturnTypes.explicit(SqlTypeName.BIGINT));
  }

  @Override
  public Object evaluate(NamedFiles files, Object[] arguments) {
    return Math.subtractExact(
        ((Number) arguments[1]).longValue(), ((Number) arguments[0]).longValue());
  }

  @Override
  public @Nullable Value translate(NamedFiles files, List<Argument> arguments) {
    Expression from = arguments.get(0).integer();
    Expression to = arguments.get(1).integer();
    return from == null || to == null
        ? null
        : Value.of(new Arithmetic(ArithmeticOperator.SUBTRACT, to, from));
  }
}
