package dev.weft.predicate;

import dev.weft.expression.Expression;
import dev.weft.expression.Expressions;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpRanges;
import dev.weft.flow.ValueKind;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.AddressMatches;
import dev.weft.predicate.Predicate.Always;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Or;
import dev.weft.predicate.Predicate.Test;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings predicates into the form that runs best. */
final class Normalizer {
  private static final int COMPUTES = 1000;

  private Normalizer() {}

  static Predicate normalize(Predicate p) {
    if (p instanceof And x) {
      return combine(x.operands(), true);
    } else if (p instanceof Or x) {
      return combine(x.operands(), false);
    } else if (p instanceof LongIn x) {
      return x.values().isEmpty() ? Predicates.NONE : x.values().isAll() ? Predicates.ALL : x;
    } else if (p instanceof AddressIn x) {
      return x.values().isEmpty()
          ? Predicates.NONE
          : x.values().equals(IpRanges.ALL) ? Predicates.ALL : x;
    } else if (p instanceof Test x) {
      return ofCondition(Expressions.simplify(x.condition()));
    }
    return p;
  }

  private static Predicate combine(List<Predicate> operands, boolean and) {
    ColumnSets sets = new ColumnSets();
    List<Predicate> others = new ArrayList<>();
    if (!collect(operands, and, sets, others)) {
      return new Always(!and);
    }
    List<Predicate> all = new ArrayList<>();
    sets.merged(and).forEach(p -> all.add(normalize(p)));
    all.addAll(others);
    if (all.contains(new Always(!and))) {
      return new Always(!and);
    }
    all.remove(new Always(and));
    if (all.isEmpty()) {
      return new Always(and);
    }
    all.sort(Comparator.comparingInt(Normalizer::cost)); // stable: tests keep their order
    return all.size() == 1 ? all.get(0) : and ? new And(all) : new Or(all);
  }

  /** Sorts operands into sets by column and the rest; false where one of them decides alone. */
  private static boolean collect(
      List<Predicate> operands, boolean and, ColumnSets sets, List<Predicate> others) {
    for (Predicate operand : operands) {
      Predicate p = normalize(operand);
      if (p instanceof Always x) {
        if (x.passes() != and) {
          return false;
        }
      } else if (and && p instanceof And x) {
        if (!collect(x.operands(), true, sets, others)) {
          return false;
        }
      } else if (!and && p instanceof Or x) {
        if (!collect(x.operands(), false, sets, others)) {
          return false;
        }
      } else if (!sets.add(p) && !others.contains(p)) {
        others.add(p);
      }
    }
    return true;
  }

  /**
   * What decoding and testing an operand costs, roughly in bytes a flow; the same for all that
   * compute, for they may guard each other and keep their order.
   */
  static int cost(Predicate p) {
    return Math.min(COMPUTES, rawCost(p));
  }

  private static int rawCost(Predicate p) {
    if (p instanceof LongIn x) {
      int bytes = x.column().isPartitionKey() ? 0 : (x.column().bits() + 7) / 8;
      return 2 * bytes + (x.values().count() == 1 ? 0 : 1);
    } else if (p instanceof AddressIn x) {
      return 40 + Math.min(20, x.values().count());
    } else if (p instanceof AddressMatches) {
      return 100;
    } else if (p instanceof And x) {
      return 10 + x.operands().stream().mapToInt(Normalizer::cost).sum();
    } else if (p instanceof Or x) {
      return 10 + x.operands().stream().mapToInt(Normalizer::cost).sum();
    }
    return p instanceof Always ? 0 : COMPUTES;
  }

  /** A condition as a predicate; what it says of single columns becomes visible to pruning. */
  private static Predicate ofCondition(Expression e) {
    if (Expressions.isConstant(e)) {
      return new Always(e instanceof Expression.LongLiteral x && x.value() != 0);
    } else if (e instanceof Expression.And x) {
      return combine(tests(x.operands()), true);
    } else if (e instanceof Expression.Or x) {
      return combine(tests(x.operands()), false);
    } else if (e instanceof Expression.InLongs x) {
      FlowColumn c = column(x.operand());
      return c == null ? new Test(e) : normalize(new LongIn(c, x.values()));
    } else if (e instanceof Expression.InAddresses x) {
      FlowColumn c = column(x.operand());
      return c == null ? new Test(e) : normalize(new AddressIn(c, x.values()));
    } else if (e instanceof Expression.TestAddress x) {
      FlowColumn c = column(x.operand());
      return c == null ? new Test(e) : new AddressMatches(c, x.test(), false);
    } else if (e instanceof Expression.Compare x) {
      return ofComparison(x);
    } else if (e instanceof Expression.Not x) {
      return ofNegation(x);
    }
    return new Test(e);
  }

  private static List<Predicate> tests(List<Expression> conditions) {
    return conditions.stream().<Predicate>map(Test::new).toList();
  }

  private static Predicate ofComparison(Expression.Compare x) {
    boolean literalLeft = Expressions.isConstant(x.left());
    FlowColumn c = column(literalLeft ? x.right() : x.left());
    Expression literal = literalLeft ? x.left() : x.right();
    Expression.Comparison operator = literalLeft ? Expressions.mirror(x.operator()) : x.operator();
    if (c != null && literal instanceof Expression.LongLiteral v) {
      return normalize(new LongIn(c, Expressions.ranges(operator, v.value())));
    }
    if (c != null && literal instanceof Expression.AddressLiteral v) {
      return normalize(new AddressIn(c, Expressions.ranges(operator, v.value())));
    }
    return new Test(x);
  }

  /** NOT of a column's membership: columns of flows are never NULL, so it is the complement. */
  private static Predicate ofNegation(Expression.Not x) {
    Expression inner = x.operand();
    if (inner instanceof Expression.InAddresses in) {
      FlowColumn c = column(in.operand());
      return c == null ? new Test(x) : normalize(new AddressIn(c, in.values().complement()));
    } else if (inner instanceof Expression.TestAddress t) {
      FlowColumn c = column(t.operand());
      return c == null ? new Test(x) : new AddressMatches(c, t.test(), true);
    } else if (inner instanceof Expression.And a) {
      return combine(tests(negations(a.operands())), false);
    } else if (inner instanceof Expression.Or o) {
      return combine(tests(negations(o.operands())), true);
    }
    return new Test(x);
  }

  private static List<Expression> negations(List<Expression> operands) {
    return operands.stream().<Expression>map(Expression.Not::new).toList();
  }

  private static @Nullable FlowColumn column(Expression e) {
    if (!(e instanceof Expression.Input x)) {
      return null;
    }
    FlowColumn c = FlowColumn.of(x.position());
    return c.isAddress() == (x.kind() == ValueKind.ADDRESS) ? c : null;
  }
}
