package dev.weft.expression;

import dev.weft.expression.Expression.AddressLiteral;
import dev.weft.expression.Expression.And;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.InAddresses;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.IpPrefix;
import dev.weft.expression.Expression.IpVersion;
import dev.weft.expression.Expression.IsNull;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Lookup;
import dev.weft.expression.Expression.MapAddress;
import dev.weft.expression.Expression.MapPort;
import dev.weft.expression.Expression.Not;
import dev.weft.expression.Expression.Null;
import dev.weft.expression.Expression.Or;
import dev.weft.expression.Expression.TestAddress;
import dev.weft.expression.Expression.ToDouble;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** What can be asked of and done to the tree of an {@link Expression}. */
public final class Expressions {
  /** True. */
  public static final LongLiteral TRUE = new LongLiteral(1);

  /** False. */
  public static final LongLiteral FALSE = new LongLiteral(0);

  private Expressions() {}

  /** Positions of the inputs that the expression reads. */
  public static BitSet inputs(Expression e) {
    BitSet positions = new BitSet();
    collectInputs(e, positions);
    return positions;
  }

  private static void collectInputs(Expression e, BitSet positions) {
    if (e instanceof Input input) {
      positions.set(input.position());
    }
    children(e).forEach(child -> collectInputs(child, positions));
  }

  /** The same expression over inputs at other positions. */
  public static Expression remap(Expression e, IntUnaryOperator newPosition) {
    return replaceInputs(
        e, i -> new Input(newPosition.applyAsInt(i.position()), i.kind(), i.nullable()));
  }

  /** The same expression with other expressions of the same kinds for its inputs. */
  public static Expression replaceInputs(Expression e, Function<Input, Expression> replacement) {
    if (e instanceof Input input) {
      return replacement.apply(input);
    }
    List<Expression> children = children(e);
    return children.isEmpty()
        ? e
        : withChildren(e, children.stream().map(c -> replaceInputs(c, replacement)).toList());
  }

  /** An expression of equal value: what needs no row is computed, what decides nothing dropped. */
  public static Expression simplify(Expression e) {
    return Simplifier.simplify(e);
  }

  /** True for literals and NULL. */
  public static boolean isConstant(Expression e) {
    return e instanceof LongLiteral
        || e instanceof DoubleLiteral
        || e instanceof AddressLiteral
        || e instanceof Null;
  }

  /** The comparison that says the same with its sides exchanged. */
  public static Comparison mirror(Comparison c) {
    return switch (c) {
      case EQUAL -> Comparison.EQUAL;
      case NOT_EQUAL -> Comparison.NOT_EQUAL;
      case LESS -> Comparison.GREATER;
      case LESS_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
      case GREATER -> Comparison.LESS;
      case GREATER_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
    };
  }

  /** The comparison that is true where this one is false; not so for a DOUBLE that is no number. */
  public static Comparison negate(Comparison c) {
    return switch (c) {
      case EQUAL -> Comparison.NOT_EQUAL;
      case NOT_EQUAL -> Comparison.EQUAL;
      case LESS -> Comparison.GREATER_OR_EQUAL;
      case LESS_OR_EQUAL -> Comparison.GREATER;
      case GREATER -> Comparison.LESS_OR_EQUAL;
      case GREATER_OR_EQUAL -> Comparison.LESS;
    };
  }

  /** The longs that compare so with a value. */
  public static LongRanges ranges(Comparison operator, long value) {
    LongRanges equal = LongRanges.of(value, value);
    LongRanges notAbove = LongRanges.of(Long.MIN_VALUE, value);
    LongRanges notBelow = LongRanges.of(value, Long.MAX_VALUE);
    return switch (operator) {
      case EQUAL -> equal;
      case NOT_EQUAL -> equal.complement();
      case LESS -> notBelow.complement();
      case LESS_OR_EQUAL -> notAbove;
      case GREATER -> notAbove.complement();
      case GREATER_OR_EQUAL -> notBelow;
    };
  }

  /** The addresses that compare so with an address. */
  public static IpRanges ranges(Comparison operator, IpAddress value) {
    IpRanges equal = IpRanges.of(value);
    IpRanges notAbove = IpRanges.of(new IpAddress(0, 0), value);
    IpRanges notBelow = IpRanges.of(value, new IpAddress(-1, -1));
    return switch (operator) {
      case EQUAL -> equal;
      case NOT_EQUAL -> equal.complement();
      case LESS -> notBelow.complement();
      case LESS_OR_EQUAL -> notAbove;
      case GREATER -> notAbove.complement();
      case GREATER_OR_EQUAL -> notBelow;
    };
  }

  /** The operands, in a fixed order; of a CASE its conditions, its results, the last result. */
  public static List<Expression> children(Expression e) {
    if (e instanceof Arithmetic x) {
      return List.of(x.left(), x.right());
    } else if (e instanceof Compare x) {
      return List.of(x.left(), x.right());
    } else if (e instanceof MapPort x) {
      return List.of(x.protocol(), x.port());
    } else if (e instanceof And x) {
      return x.operands();
    } else if (e instanceof Or x) {
      return x.operands();
    } else if (e instanceof Case x) {
      List<Expression> all = new ArrayList<>(x.conditions());
      all.addAll(x.results());
      all.add(x.otherwise());
      return all;
    } else if (e instanceof Not x) {
      return List.of(x.operand());
    } else if (e instanceof IsNull x) {
      return List.of(x.operand());
    } else if (e instanceof ToDouble x) {
      return List.of(x.operand());
    } else if (e instanceof FloorTo x) {
      return List.of(x.operand());
    } else if (e instanceof InLongs x) {
      return List.of(x.operand());
    } else if (e instanceof InAddresses x) {
      return List.of(x.operand());
    } else if (e instanceof TestAddress x) {
      return List.of(x.operand());
    } else if (e instanceof Lookup x) {
      return List.of(x.operand());
    } else if (e instanceof MapAddress x) {
      return List.of(x.operand());
    } else if (e instanceof IpPrefix x) {
      return List.of(x.operand());
    } else if (e instanceof IpVersion x) {
      return List.of(x.operand());
    }
    return List.of();
  }

  /** The expression with other operands, in the order of {@link #children}. */
  static Expression withChildren(Expression e, List<Expression> c) {
    if (e instanceof Arithmetic x) {
      return new Arithmetic(x.operator(), c.get(0), c.get(1));
    } else if (e instanceof Compare x) {
      return new Compare(x.operator(), c.get(0), c.get(1));
    } else if (e instanceof MapPort x) {
      return new MapPort(c.get(0), c.get(1), x.map());
    } else if (e instanceof And) {
      return new And(c);
    } else if (e instanceof Or) {
      return new Or(c);
    } else if (e instanceof Case x) {
      int n = x.conditions().size();
      return new Case(c.subList(0, n), c.subList(n, 2 * n), c.get(2 * n));
    } else if (e instanceof Not) {
      return new Not(c.get(0));
    } else if (e instanceof IsNull) {
      return new IsNull(c.get(0));
    } else if (e instanceof ToDouble x) {
      return new ToDouble(c.get(0), x.divisor());
    } else if (e instanceof FloorTo x) {
      return new FloorTo(c.get(0), x.unit(), x.origin());
    } else if (e instanceof InLongs x) {
      return new InLongs(c.get(0), x.values());
    } else if (e instanceof InAddresses x) {
      return new InAddresses(c.get(0), x.values());
    } else if (e instanceof TestAddress x) {
      return new TestAddress(c.get(0), x.test());
    } else if (e instanceof Lookup x) {
      return new Lookup(c.get(0), x.table(), x.otherwise());
    } else if (e instanceof MapAddress x) {
      return new MapAddress(c.get(0), x.map());
    } else if (e instanceof IpPrefix x) {
      return new IpPrefix(c.get(0), x.ipv4Bits(), x.ipv6Bits());
    } else if (e instanceof IpVersion) {
      return new IpVersion(c.get(0));
    }
    return e;
  }
}
