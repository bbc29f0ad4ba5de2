package dev.weft.predicate;

import dev.weft.expression.ExpressionOracle;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.AddressMatches;
import dev.weft.predicate.Predicate.Always;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Or;
import dev.weft.predicate.Predicate.Test;
import dev.weft.testing.FlowRows;

/** What a predicate means, one row at a time. */
public final class PredicateOracle {
  private PredicateOracle() {}

  public static boolean passes(Predicate p, FlowRows rows, int row) {
    if (p instanceof Always x) {
      return x.passes();
    } else if (p instanceof And x) {
      return x.operands().stream().allMatch(o -> passes(o, rows, row));
    } else if (p instanceof Or x) {
      return x.operands().stream().anyMatch(o -> passes(o, rows, row));
    } else if (p instanceof LongIn x) {
      return x.values().contains(rows.value(x.column(), row));
    } else if (p instanceof AddressIn x) {
      return x.values().contains(rows.address(x.column(), row));
    } else if (p instanceof AddressMatches x) {
      IpAddress a = rows.address(x.column(), row);
      return x.test().test(a.high(), a.low()) != x.negated();
    }
    return ExpressionOracle.isTrue(
        ExpressionOracle.value(
            ((Test) p).condition(),
            i -> {
              FlowColumn c = FlowColumn.of(i);
              return c.isAddress() ? rows.address(c, row) : (Object) rows.value(c, row);
            }));
  }
}
