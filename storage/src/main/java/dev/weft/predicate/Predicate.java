package dev.weft.predicate;

import dev.weft.expression.Expression;
import dev.weft.flow.AddressTest;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import java.util.List;

/**
 * A condition that a flow passes or not. There is no negation: NOT is driven down to the leaves,
 * which know their complements, and unknown counts as not passed.
 */
public sealed interface Predicate {
  /** Passes every flow, or none. */
  record Always(boolean passes) implements Predicate {}

  /** Passes what all operands pass. */
  record And(List<Predicate> operands) implements Predicate {
    public And {
      operands = List.copyOf(operands);
    }
  }

  /** Passes what any operand passes. */
  record Or(List<Predicate> operands) implements Predicate {
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /** Passes flows whose column holds one of the values. */
  record LongIn(FlowColumn column, LongRanges values) implements Predicate {
    public LongIn {
      if (column.isAddress()) {
        throw new IllegalArgumentException(column + " holds addresses");
      }
    }
  }

  /** Passes flows whose column holds one of the addresses. */
  record AddressIn(FlowColumn column, IpRanges values) implements Predicate {
    public AddressIn {
      if (!column.isAddress()) {
        throw new IllegalArgumentException(column + " holds no addresses");
      }
    }
  }

  /** Passes flows whose address passes the test, or, with {@code negated}, does not. */
  record AddressMatches(FlowColumn column, AddressTest test, boolean negated)
      implements Predicate {}

  /** Passes flows for which the expression is true; its inputs are {@code FlowColumn} ordinals. */
  record Test(Expression condition) implements Predicate {}
}
