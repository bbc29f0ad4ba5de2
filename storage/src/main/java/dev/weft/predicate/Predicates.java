package dev.weft.predicate;

import dev.weft.expression.Expression;
import dev.weft.expression.Expressions;
import dev.weft.flow.FlowColumn;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.AddressMatches;
import dev.weft.predicate.Predicate.Always;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Or;
import dev.weft.predicate.Predicate.Test;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes predicates and says what they need. */
public final class Predicates {
  /** Passes every flow. */
  public static final Predicate ALL = new Always(true);

  /** Passes no flow. */
  public static final Predicate NONE = new Always(false);

  private Predicates() {}

  /** Passes what all pass; of none, every flow. */
  public static Predicate and(List<Predicate> operands) {
    return normalize(new And(operands));
  }

  public static Predicate and(Predicate... operands) {
    return and(List.of(operands));
  }

  /** Passes what any passes; of none, no flow. */
  public static Predicate or(List<Predicate> operands) {
    return normalize(new Or(operands));
  }

  public static Predicate or(Predicate... operands) {
    return or(List.of(operands));
  }

  /**
   * Passes what the operand certainly does not: NOT goes down to the leaves, and a test that is
   * unknown stays not passed.
   */
  public static Predicate not(Predicate p) {
    return normalize(negate(p));
  }

  /** Passes the flows for which a condition over {@code FlowColumn} ordinals is true. */
  public static Predicate test(Expression condition) {
    return normalize(new Test(condition));
  }

  private static Predicate negate(Predicate p) {
    if (p instanceof Always x) {
      return new Always(!x.passes());
    } else if (p instanceof And x) {
      return new Or(x.operands().stream().map(Predicates::negate).toList());
    } else if (p instanceof Or x) {
      return new And(x.operands().stream().map(Predicates::negate).toList());
    } else if (p instanceof LongIn x) {
      return new LongIn(x.column(), x.values().complement());
    } else if (p instanceof AddressIn x) {
      return new AddressIn(x.column(), x.values().complement());
    } else if (p instanceof AddressMatches x) {
      return new AddressMatches(x.column(), x.test(), !x.negated());
    }
    return new Test(new Expression.Not(((Test) p).condition()));
  }

  /**
   * A predicate that passes the same flows, in the form that runs best: flat, with sets of one
   * column merged, tests that are memberships turned into such, and cheap operands first.
   */
  public static Predicate normalize(Predicate p) {
    return Normalizer.normalize(p);
  }

  /** The columns that the predicate looks at. */
  public static Set<FlowColumn> columns(Predicate p) {
    EnumSet<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
    collectColumns(p, columns);
    return columns;
  }

  private static void collectColumns(Predicate p, Set<FlowColumn> columns) {
    if (p instanceof And x) {
      x.operands().forEach(o -> collectColumns(o, columns));
    } else if (p instanceof Or x) {
      x.operands().forEach(o -> collectColumns(o, columns));
    } else if (p instanceof LongIn x) {
      columns.add(x.column());
    } else if (p instanceof AddressIn x) {
      columns.add(x.column());
    } else if (p instanceof AddressMatches x) {
      columns.add(x.column());
    } else if (p instanceof Test x) {
      Expressions.inputs(x.condition()).stream().forEach(i -> columns.add(FlowColumn.of(i)));
    }
  }
}
