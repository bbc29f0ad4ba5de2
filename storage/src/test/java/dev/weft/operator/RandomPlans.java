package dev.weft.operator;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Null;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateCall;
import dev.weft.operator.Plan.AggregateFunction;
import dev.weft.operator.Plan.SortKey;
import dev.weft.predicate.Predicate;
import dev.weft.store.FlowStore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Random plans over one store. */
final class RandomPlans {
  /**
   * A plan and what its output positions hold.
   *
   * @param outputs those that are filled
   */
  record Typed(Plan plan, List<Input> outputs) {}

  private final Random random;
  private final FlowStore store;

  RandomPlans(Random random, FlowStore store) {
    this.random = random;
    this.store = store;
  }

  Typed plan(int depth) {
    Typed input = depth <= 1 ? scan() : plan(depth - 1);
    return switch (random.nextInt(depth <= 0 ? 1 : 12)) {
      case 0 -> input;
      case 1 -> new Typed(new Plan.Filter(input.plan, condition(input)), input.outputs);
      case 2 -> project(input);
      case 3, 4, 5, 6 -> aggregate(input);
      case 7 -> sort(input);
      case 8 -> spread(input);
      case 9, 10 -> sumByColumn(input);
      default -> union(input);
    };
  }

  Typed scan() {
    Set<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
    while (columns.size() < 3) {
      for (FlowColumn c : FlowColumn.values()) {
        if (random.nextInt(4) == 0) {
          columns.add(c);
        }
      }
    }
    Predicate predicate =
        random.nextBoolean()
            ? new Predicate.Always(random.nextInt(10) != 0)
            : new Predicate.LongIn(FlowColumn.DPORT, LongRanges.of(0, random.nextInt(70_000)));
    List<Input> outputs = new ArrayList<>();
    columns.forEach(c -> outputs.add(new Input(c.ordinal(), c.kind(), false)));
    return new Typed(new Plan.Scan(store, predicate, columns), outputs);
  }

  private Typed project(Typed input) {
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      expressions.add(expression(input));
    }
    Plan plan = new Plan.Project(input.plan, expressions);
    return new Typed(plan, inputs(expressions));
  }

  private static List<Input> inputs(List<Expression> expressions) {
    return IntStream.range(0, expressions.size())
        .mapToObj(i -> new Input(i, expressions.get(i).kind(), expressions.get(i).nullable()))
        .toList();
  }

  private Typed union(Typed input) {
    Typed one = project(input);
    List<Plan> plans = new ArrayList<>(List.of(one.plan));
    for (int i = 0; i < random.nextInt(3); i++) {
      plans.add(one.plan);
    }
    return new Typed(new Plan.Union(plans), one.outputs);
  }

  private Typed spread(Typed input) {
    Input time =
        input.outputs.stream()
            .filter(o -> o.kind() == ValueKind.LONG)
            .findAny()
            .orElse(new Input(-1, ValueKind.LONG, true));
    if (time.position() < 0) {
      return input;
    }
    // spans are of bounded length, so that they touch few bins
    Expression span = new Arithmetic(ArithmeticOperator.MODULO, time, new LongLiteral(90_000));
    Expression last = new Arithmetic(ArithmeticOperator.ADD, time, span);
    LoadScheme scheme = LoadScheme.values()[random.nextInt(LoadScheme.values().length)];
    long size = random.nextBoolean() ? 60_000 : 10_000 + random.nextInt(1_000_000);
    long start = random.nextInt(3) == 0 ? random.nextInt(100_000) : Long.MIN_VALUE;
    long end = random.nextInt(3) == 0 ? 100_000 + random.nextInt(100_000) : Long.MAX_VALUE;
    Set<Integer> kept = new HashSet<>();
    List<Input> outputs = new ArrayList<>();
    for (Input in : input.outputs) {
      if (random.nextBoolean()) {
        kept.add(in.position());
        outputs.add(in);
      }
    }
    int width = input.plan.output().size();
    outputs.add(new Input(width, ValueKind.LONG, false));
    outputs.add(new Input(width + 1, ValueKind.DOUBLE, false));
    outputs.add(new Input(width + 2, ValueKind.DOUBLE, false));
    LoadBins bins = LoadBins.between(scheme, size, start, end);
    return new Typed(new Plan.Spread(input.plan, bins, time, last, kept), outputs);
  }

  private Typed sort(Typed input) {
    List<SortKey> keys = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      Input in = input.outputs.get(random.nextInt(input.outputs.size()));
      long[] ranks = null;
      if (in.kind() == ValueKind.LONG && random.nextInt(4) == 0) {
        ranks = random.longs(random.nextInt(300), -100, 100).toArray();
      }
      keys.add(new SortKey(in.position(), random.nextBoolean(), random.nextBoolean(), ranks));
    }
    long offset = random.nextInt(3) == 0 ? random.nextInt(50) : 0;
    long limit = random.nextInt(3) == 0 ? -1 : random.nextInt(random.nextBoolean() ? 12 : 3000);
    return new Typed(new Plan.Sort(input.plan, keys, offset, limit), input.outputs);
  }

  private Typed aggregate(Typed input) {
    List<Expression> keys = new ArrayList<>();
    for (int i = 0; i < random.nextInt(5); i++) {
      keys.add(expression(input));
    }
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = 0; i < random.nextInt(6); i++) {
      calls.add(call(input));
    }
    if (keys.isEmpty() && calls.isEmpty()) {
      calls.add(new AggregateCall(AggregateFunction.COUNT, null, null));
    }
    List<Input> outputs = new ArrayList<>(inputs(keys));
    for (AggregateCall c : calls) {
      boolean nullable =
          switch (c.function()) {
            case COUNT, SUM0, COUNT_DISTINCT, APPROX_COUNT_DISTINCT -> false;
            case SUM, MIN, MAX, AVG -> true;
          };
      // what is estimated differs from the model, so nothing may be built on it
      if (c.function() != AggregateFunction.APPROX_COUNT_DISTINCT) {
        outputs.add(new Input(keys.size() + calls.indexOf(c), c.kind(), nullable));
      }
    }
    if (outputs.isEmpty()) {
      return aggregate(input);
    }
    return new Typed(new Plan.Aggregate(input.plan, keys, calls), outputs);
  }

  /** The plainest of groupings, for which there are ways of their own. */
  private Typed sumByColumn(Typed input) {
    List<Input> numbers = input.outputs.stream().filter(o -> o.kind() == ValueKind.LONG).toList();
    if (numbers.isEmpty()) {
      return input;
    }
    Input key = numbers.get(random.nextInt(numbers.size()));
    Input value = numbers.get(random.nextInt(numbers.size()));
    AggregateCall sum = new AggregateCall(AggregateFunction.SUM, value, null);
    List<Input> outputs = new ArrayList<>(inputs(List.of(key)));
    outputs.add(new Input(1, sum.kind(), true));
    return new Typed(new Plan.Aggregate(input.plan, List.of(key), List.of(sum)), outputs);
  }

  private AggregateCall call(Typed input) {
    AggregateFunction function =
        AggregateFunction.values()[random.nextInt(AggregateFunction.values().length)];
    Expression filter = random.nextInt(4) == 0 ? condition(input) : null;
    Expression argument = expression(input);
    return switch (function) {
      case COUNT -> new AggregateCall(function, random.nextBoolean() ? null : argument, filter);
      case MIN, MAX, COUNT_DISTINCT, APPROX_COUNT_DISTINCT ->
          new AggregateCall(function, argument, filter);
      case SUM, SUM0, AVG -> {
        while (argument.kind() == ValueKind.ADDRESS) {
          argument = expression(input);
        }
        yield new AggregateCall(function, argument, filter);
      }
    };
  }

  private Expression condition(Typed input) {
    Expression value = expression(input);
    return switch (random.nextInt(3)) {
      case 0 -> new Expression.IsNull(value);
      case 1 -> new Compare(Comparison.values()[random.nextInt(6)], value, value);
      default -> test(input);
    };
  }

  private Expression test(Typed input) {
    Input in = input.outputs.get(random.nextInt(input.outputs.size()));
    return switch (in.kind()) {
      case LONG ->
          new Compare(
              Comparison.LESS,
              new Arithmetic(ArithmeticOperator.MODULO, in, new LongLiteral(7)),
              new LongLiteral(random.nextInt(7)));
      case DOUBLE ->
          new Compare(
              Comparison.GREATER, in, new Expression.DoubleLiteral(random.nextInt(1000) - 1.0));
      case ADDRESS -> new Expression.TestAddress(in, (h, l) -> (h + l) % 3 != 0);
    };
  }

  /** A value of any shape, now and then NULL. */
  private Expression expression(Typed input) {
    Input in = input.outputs.get(random.nextInt(input.outputs.size()));
    return switch (random.nextInt(9)) {
      case 0 -> new Case(List.of(test(input)), List.of(in), new Null(in.kind()));
      case 1 ->
          switch (in.kind()) {
            case LONG ->
                new FloorTo(in, 1 + random.nextInt(1 << random.nextInt(25)), random.nextInt(10));
            case DOUBLE -> new Expression.IsNull(in);
            case ADDRESS -> new Expression.IpPrefix(in, random.nextInt(33), random.nextInt(129));
          };
      case 2 ->
          in.kind() == ValueKind.LONG
              ? new Expression.ToDouble(in, random.nextBoolean() ? 1000 : 1)
              : new Expression.IsNull(in);
      case 3 ->
          switch (in.kind()) {
            case LONG ->
                new Arithmetic(
                    ArithmeticOperator.MODULO, in, new LongLiteral(1 + random.nextInt(300)));
            case DOUBLE -> in;
            case ADDRESS -> new Expression.IpVersion(in);
          };
      case 4 ->
          in.kind() == ValueKind.LONG
              ? new Arithmetic(
                  ArithmeticOperator.SUBTRACT,
                  new LongLiteral(0),
                  new Arithmetic(ArithmeticOperator.MODULO, in, new LongLiteral(1000)))
              : in;
      default -> in;
    };
  }
}
