package dev.weft.sql.explain;

import dev.weft.expression.Expression;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Expressions as SQL-like text. */
final class ExpressionWords {
  private final IntFunction<String> inputs;

  /**
   * @param inputs the name of an input position
   */
  ExpressionWords(IntFunction<String> inputs) {
    this.inputs = inputs;
  }

  String of(Expression e) {
    if (e instanceof Expression.Input x) {
      return inputs.apply(x.position());
    }
    if (e instanceof Expression.Null) {
      return "NULL";
    }
    if (e instanceof Expression.LongLiteral x) {
      return Long.toString(x.value());
    }
    if (e instanceof Expression.DoubleLiteral x) {
      return Double.toString(x.value());
    }
    if (e instanceof Expression.AddressLiteral x) {
      return x.value().toString();
    }
    if (e instanceof Expression.Arithmetic x) {
      return "(" + of(x.left()) + " " + symbol(x.operator()) + " " + of(x.right()) + ")";
    }
    if (e instanceof Expression.ToDouble x) {
      return x.divisor() == 1 ? of(x.operand()) : of(x.operand()) + " / " + number(x.divisor());
    }
    if (e instanceof Expression.FloorTo x) {
      return "floor(" + of(x.operand()) + " to " + x.unit() + ")";
    }
    if (e instanceof Expression.Compare x) {
      return of(x.left()) + " " + symbol(x.operator()) + " " + of(x.right());
    }
    if (e instanceof Expression.And x) {
      return all(x.operands(), " and ");
    }
    if (e instanceof Expression.Or x) {
      return "(" + all(x.operands(), " or ") + ")";
    }
    if (e instanceof Expression.Not x) {
      return "not (" + of(x.operand()) + ")";
    }
    if (e instanceof Expression.IsNull x) {
      return of(x.operand()) + " is null";
    }
    if (e instanceof Expression.Case x) {
      return caseWhen(x);
    }
    if (e instanceof Expression.InLongs x) {
      return RangeWords.of(of(x.operand()), x.values(), Long::toString);
    }
    if (e instanceof Expression.InAddresses x) {
      return of(x.operand()) + " in " + RangeWords.of(x.values());
    }
    if (e instanceof Expression.TestAddress x) {
      return of(x.operand()) + " matches " + x.test();
    }
    if (e instanceof Expression.Lookup x) {
      return "label(" + of(x.operand()) + ")";
    }
    if (e instanceof Expression.MapAddress x) {
      return "map(" + of(x.operand()) + ")";
    }
    if (e instanceof Expression.MapPort x) {
      return "map(" + of(x.protocol()) + ", " + of(x.port()) + ")";
    }
    if (e instanceof Expression.IpPrefix x) {
      return "ip_prefix(" + of(x.operand()) + ", " + x.ipv4Bits() + "/" + x.ipv6Bits() + ")";
    }
    if (e instanceof Expression.IpVersion x) {
      return "ip_version(" + of(x.operand()) + ")";
    }
    throw new IllegalStateException("no words for " + e.getClass().getSimpleName());
  }

  private String caseWhen(Expression.Case x) {
    StringBuilder b = new StringBuilder("case");
    for (int i = 0; i < x.conditions().size(); i++) {
      b.append(" when ")
          .append(of(x.conditions().get(i)))
          .append(" then ")
          .append(of(x.results().get(i)));
    }
    return b.append(" else ").append(of(x.otherwise())).append(" end").toString();
  }

  private String all(List<Expression> operands, String between) {
    return operands.stream().map(this::of).collect(Collectors.joining(between));
  }

  private static String number(double d) {
    return d == Math.rint(d) ? String.format(Locale.ROOT, "%.0f", d) : Double.toString(d);
  }

  private static String symbol(Expression.ArithmeticOperator operator) {
    return switch (operator) {
      case ADD -> "+";
      case SUBTRACT -> "-";
      case MULTIPLY -> "*";
      case DIVIDE -> "/";
      case MODULO -> "%";
    };
  }

  private static String symbol(Expression.Comparison operator) {
    return switch (operator) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
    };
  }
}
