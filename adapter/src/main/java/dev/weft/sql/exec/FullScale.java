package dev.weft.sql.exec;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import org.apache.calcite.adapter.enumerable.NullPolicy;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * {@code full_scale(decimal)}: the same number with all the digits that its type says behind the
 * point. A quotient may have fewer, and would be another value to a join or a set operation.
 */
public final class FullScale extends CodeOperator {
  public static final SqlOperator OPERATOR = new FullScale();

  private static final Method CALL =
      Types.lookupMethod(FullScale.class, "of", BigDecimal.class, int.class);

  private FullScale() {
    super(
        "full_scale",
        ReturnTypes.ARG0,
        SqlTypeName.DECIMAL,
        NullPolicy.STRICT,
        (translator, call, operands) ->
            Expressions.call(
                CALL, operands.get(0), Expressions.constant(call.getType().getScale())));
  }

  /** Called by the code that Calcite generates. */
  public static BigDecimal of(BigDecimal number, int scale) {
    return number.scale() < scale ? number.setScale(scale) : number;
  }
}
