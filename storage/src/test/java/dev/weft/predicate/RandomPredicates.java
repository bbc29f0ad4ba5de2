package dev.weft.predicate;

import dev.weft.expression.Expression;
import dev.weft.flow.AddressTest;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.AddressMatches;
import dev.weft.predicate.Predicate.Always;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Or;
import dev.weft.predicate.Predicate.Test;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random predicates whose constants are taken from given flows, so that some rows pass. */
public final class RandomPredicates {
  private static final FlowColumn[] COLUMNS = FlowColumn.values();
  private static final AddressTest ODD = (high, low) -> (low & 1) != 0;

  private final Random random;
  private final FlowRows rows;
  private final RandomFlows flows;

  public RandomPredicates(Random random, RandomFlows flows, FlowRows rows) {
    this.random = random;
    this.flows = flows;
    this.rows = rows;
  }

  /** A predicate of at most so many levels. */
  public Predicate of(int depth) {
    int choice = random.nextInt(depth <= 0 ? 8 : 14);
    if (choice >= 8) {
      List<Predicate> operands = new ArrayList<>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        operands.add(of(depth - 1));
      }
      return choice < 11
          ? new And(operands)
          : choice < 13 ? new Or(operands) : Predicates.not(new Or(operands));
    }
    FlowColumn c = COLUMNS[random.nextInt(COLUMNS.length)];
    if (choice == 0 && random.nextInt(4) == 0) {
      return new Always(random.nextBoolean());
    }
    if (choice == 1) {
      return new AddressMatches(
          random.nextBoolean() ? FlowColumn.SIP : FlowColumn.DIP, ODD, random.nextBoolean());
    }
    if (choice == 2) {
      return new Test(condition());
    }
    if (choice == 3) {
      FlowColumn key = random.nextBoolean() ? FlowColumn.STIME : FlowColumn.ETIME;
      return new LongIn(key, span(key));
    }
    if (choice == 4) {
      c = random.nextBoolean() ? FlowColumn.SIP : FlowColumn.DIP;
    }
    return c.isAddress() ? new AddressIn(c, addresses(c)) : new LongIn(c, longs(c));
  }

  private long sample(FlowColumn c) {
    return rows.value(c, random.nextInt(rows.size()));
  }

  private LongRanges span(FlowColumn c) {
    long a = sample(c);
    long b = sample(c);
    LongRanges r = LongRanges.of(Math.min(a, b), Math.max(a, b));
    return switch (random.nextInt(3)) {
      case 0 -> r;
      case 1 -> LongRanges.of(Long.MIN_VALUE, a);
      default -> LongRanges.of(a, Long.MAX_VALUE);
    };
  }

  private LongRanges longs(FlowColumn c) {
    if (random.nextBoolean()) {
      return span(c);
    }
    long[] values = new long[1 + random.nextInt(5)];
    for (int i = 0; i < values.length; i++) {
      values[i] = sample(c) + random.nextInt(2);
    }
    LongRanges r = LongRanges.ofValues(values);
    return random.nextInt(4) == 0 ? r.complement() : r;
  }

  private IpRanges addresses(FlowColumn c) {
    List<IpRanges.Range> ranges = new ArrayList<>();
    int n = random.nextInt(8) == 0 ? 200 : 1 + random.nextInt(3);
    for (int i = 0; i < n; i++) {
      IpAddress a =
          random.nextBoolean()
              ? rows.address(c, random.nextInt(rows.size()))
              : flows.host(random.nextInt(3 * flows.hosts()));
      int bits = random.nextInt(3) == 0 ? random.nextInt(129) : 128;
      ranges.add(new IpRanges.Range(IpRanges.prefixLow(a, bits), IpRanges.prefixHigh(a, bits)));
    }
    IpRanges r = IpRanges.of(ranges);
    return random.nextInt(6) == 0 ? r.complement() : r;
  }

  private static Expression input(FlowColumn c) {
    return new Expression.Input(c.ordinal(), c.kind(), false);
  }

  /** Conditions that never fail, most of them no plain membership. */
  private Expression condition() {
    FlowColumn[] some = {FlowColumn.SPORT, FlowColumn.DPORT, FlowColumn.PACKETS, FlowColumn.BYTES};
    Expression a = input(some[random.nextInt(some.length)]);
    Expression b = input(some[random.nextInt(some.length)]);
    Expression literal = new Expression.LongLiteral(sample(FlowColumn.DPORT));
    return switch (random.nextInt(6)) {
      case 0 -> new Expression.Compare(Expression.Comparison.LESS, a, b);
      case 1 ->
          new Expression.Or(
              List.of(
                  new Expression.Compare(Expression.Comparison.EQUAL, a, literal),
                  new Expression.Compare(Expression.Comparison.GREATER, b, a)));
      case 2 -> new Expression.Not(new Expression.Compare(Expression.Comparison.EQUAL, a, literal));
      case 3 ->
          new Expression.Compare(
              Expression.Comparison.GREATER_OR_EQUAL,
              new Expression.Arithmetic(Expression.ArithmeticOperator.ADD, a, b),
              literal);
      case 4 ->
          new Expression.Compare(
              Expression.Comparison.EQUAL, input(FlowColumn.SIP), input(FlowColumn.DIP));
      default ->
          random.nextBoolean()
              ? new Expression.Null(ValueKind.LONG)
              : new Expression.Compare(
                  Expression.Comparison.EQUAL,
                  new Expression.IpVersion(input(FlowColumn.SIP)),
                  new Expression.LongLiteral(6));
    };
  }
}
