package dev.weft.expression;

import dev.weft.expression.Expression.AddressLiteral;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random trees over given inputs. */
public final class RandomExpressions {
  private final Random random;
  private final List<Input> inputs;

  public RandomExpressions(Random random, List<Input> inputs) {
    this.random = random;
    this.inputs = inputs;
  }

  /** A tree of at most so many levels. */
  public Expression of(ValueKind kind, int depth) {
    if (depth <= 0 || random.nextInt(5) == 0) {
      return leaf(kind);
    }
    if (random.nextInt(6) == 0) {
      int n = 1 + random.nextInt(3);
      return new Case(
          list(n, () -> truth(depth - 1)), list(n, () -> of(kind, depth - 1)), of(kind, depth - 1));
    }
    return switch (kind) {
      case LONG -> random.nextInt(3) == 0 ? truth(depth) : number(depth);
      case DOUBLE ->
          random.nextBoolean()
              ? new Expression.ToDouble(
                  of(ValueKind.LONG, depth - 1), random.nextBoolean() ? 1 : 1000)
              : new Arithmetic(
                  operator(), of(ValueKind.DOUBLE, depth - 1), of(ValueKind.DOUBLE, depth - 1));
      case ADDRESS ->
          new Expression.IpPrefix(
              of(ValueKind.ADDRESS, depth - 1), random.nextInt(33), random.nextInt(129));
    };
  }

  /** A condition: 1, 0 or NULL. */
  public Expression truth(int depth) {
    int choice = random.nextInt(depth <= 0 ? 4 : 8);
    return switch (choice) {
      case 0 -> new LongLiteral(random.nextInt(2));
      case 1 -> new Expression.InLongs(of(ValueKind.LONG, depth - 1), longRanges());
      case 2 -> new Expression.InAddresses(of(ValueKind.ADDRESS, depth - 1), ipRanges());
      case 3 -> {
        ValueKind kind = ValueKind.values()[random.nextInt(3)];
        yield new Compare(
            Comparison.values()[random.nextInt(6)], of(kind, depth - 1), of(kind, depth - 1));
      }
      case 4 -> new Expression.And(list(random.nextInt(4), () -> truth(depth - 1)));
      case 5 -> new Expression.Or(list(random.nextInt(4), () -> truth(depth - 1)));
      case 6 -> new Expression.Not(truth(depth - 1));
      default -> new Expression.IsNull(of(ValueKind.values()[random.nextInt(3)], depth - 1));
    };
  }

  private Expression number(int depth) {
    return switch (random.nextInt(8)) {
      case 0 ->
          new Expression.FloorTo(
              of(ValueKind.LONG, depth - 1),
              random.nextInt(4) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(10),
              literal());
      case 1 -> new Expression.Lookup(of(ValueKind.LONG, depth - 1), new long[] {7, 0, -3, 12}, 99);
      case 2 -> new Expression.MapAddress(of(ValueKind.ADDRESS, depth - 1), (h, l) -> (h ^ l) & 7);
      case 3 ->
          new Expression.MapPort(
              of(ValueKind.LONG, depth - 1), of(ValueKind.LONG, depth - 1), (p, q) -> p ^ q);
      case 4 -> new Expression.IpVersion(of(ValueKind.ADDRESS, depth - 1));
      case 5 ->
          new Expression.TestAddress(of(ValueKind.ADDRESS, depth - 1), (h, l) -> (l & 1) != 0);
      default ->
          new Arithmetic(operator(), of(ValueKind.LONG, depth - 1), of(ValueKind.LONG, depth - 1));
    };
  }

  private Expression leaf(ValueKind kind) {
    List<Input> fitting = inputs.stream().filter(i -> i.kind() == kind).toList();
    if (!fitting.isEmpty() && random.nextInt(4) != 0) {
      return fitting.get(random.nextInt(fitting.size()));
    }
    if (random.nextInt(8) == 0) {
      return new Expression.Null(kind);
    }
    return switch (kind) {
      case LONG -> new LongLiteral(literal());
      case DOUBLE -> new DoubleLiteral(random.nextInt(9) == 0 ? Double.NaN : random.nextInt(9) - 4);
      case ADDRESS -> new AddressLiteral(address());
    };
  }

  private ArithmeticOperator operator() {
    return ArithmeticOperator.values()[random.nextInt(5)];
  }

  /** Mostly small, at times extreme. */
  public long literal() {
    return switch (random.nextInt(10)) {
      case 0 -> Long.MAX_VALUE - random.nextInt(3);
      case 1 -> Long.MIN_VALUE + random.nextInt(3);
      case 2 -> random.nextLong();
      case 3 -> random.nextInt();
      default -> random.nextInt(9) - 3;
    };
  }

  /** One of few addresses. */
  public IpAddress address() {
    return random.nextInt(3) == 0
        ? new IpAddress(random.nextInt(3) - 1, random.nextInt(4))
        : IpAddress.ofIpv4(random.nextInt(6) << (8 * random.nextInt(4)));
  }

  /** A set of any form. */
  public LongRanges longRanges() {
    int n = random.nextInt(random.nextInt(4) == 0 ? 100 : 4);
    long[] pairs = new long[2 * n];
    for (int i = 0; i < n; i++) {
      pairs[2 * i] = literal();
      pairs[2 * i + 1] = random.nextBoolean() ? pairs[2 * i] : literal();
    }
    LongRanges r = LongRanges.ofPairs(pairs);
    return random.nextInt(3) == 0 ? r.complement() : r;
  }

  /** A set of any form. */
  public IpRanges ipRanges() {
    int n = random.nextInt(random.nextInt(4) == 0 ? 300 : 4);
    List<IpRanges.Range> ranges = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      IpAddress a = n > 4 ? IpAddress.ofIpv4(random.nextInt()) : address();
      ranges.add(new IpRanges.Range(a, random.nextInt(3) != 0 ? a : address()));
    }
    IpRanges r = IpRanges.of(ranges);
    return random.nextInt(3) == 0 ? r.complement() : r;
  }

  private static <T> List<T> list(int n, Supplier<T> element) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(element.get());
    }
    return all;
  }
}
