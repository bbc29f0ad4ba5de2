package dev.weft.operator;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.IsNull;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Not;
import dev.weft.expression.Expression.Null;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateCall;
import dev.weft.operator.Plan.AggregateFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distinct counts in two steps of the ordinary machinery: grouping by the keys and the counted
 * value leaves each value once, grouping that by the keys counts them. An estimate is the same with
 * the number of a HyperLogLog register in place of the value. Other aggregates travel along as
 * states.
 *
 * <p>With several distinct arguments each batch is grouped once for each, the others NULL, and once
 * for the other aggregates ({@link ExpandSink}).
 */
final class DistinctAggregation {
  /**
   * An argument of one or more distinct calls.
   *
   * @param position of its column in the expanded batch; an estimate has a second one
   */
  record Item(boolean approximate, Expression value, int position) {
    int columns() {
      return approximate ? 2 : 1;
    }
  }

  private final Plan.Aggregate plan;
  private final List<KeyRange> ranges;
  private final int tagPosition;
  private final List<Item> items = new ArrayList<>();
  private final List<AggregateCall> ordinary = new ArrayList<>();

  /**
   * @param ranges of the plan's input
   */
  DistinctAggregation(Plan.Aggregate plan, List<KeyRange> ranges) {
    this.plan = plan;
    this.ranges = ranges;
    this.tagPosition = plan.input().output().size();
    for (AggregateCall call : plan.calls()) {
      if (!PlanCompiler.isDistinct(call.function())) {
        ordinary.add(call);
      } else if (find(call) == null) {
        int position = tagPosition + 1 + items.stream().mapToInt(Item::columns).sum();
        items.add(new Item(isApproximate(call), value(call), position));
      }
    }
  }

  private static boolean isApproximate(AggregateCall call) {
    return call.function() == AggregateFunction.APPROX_COUNT_DISTINCT;
  }

  private static Expression value(AggregateCall call) {
    Expression argument = call.argument();
    if (argument == null) {
      throw new IllegalArgumentException(call.function() + " without an argument");
    }
    return call.filter() == null
        ? argument
        : new Case(List.of(call.filter()), List.of(argument), new Null(argument.kind()));
  }

  private @Nullable Item find(AggregateCall call) {
    for (Item item : items) {
      if (item.approximate() == isApproximate(call) && item.value().equals(value(call))) {
        return item;
      }
    }
    return null;
  }

  private boolean onePass() {
    return items.size() == 1;
  }

  Source compile(QueryContext context, Source input) {
    Source expanded =
        sinks ->
            input.drain(
                worker ->
                    new ExpandSink(tagPosition, items, !ordinary.isEmpty(), sinks.of(worker)));
    Source values = new AggregateSource(context, expanded, values());
    return new AggregateSource(context, values, counts());
  }

  /** The lower step: groups by keys and values. */
  private Aggregation values() {
    List<Expression> keys = new ArrayList<>(plan.keys());
    List<KeyRange> keyRanges = new ArrayList<>();
    keys.forEach(k -> keyRanges.add(KeyRange.of(k, ranges)));
    List<Aggregation.Call> calls = new ArrayList<>();
    for (AggregateCall call : ordinary) {
      calls.add(ordinary(call));
    }
    for (Item item : items) {
      keys.add(key(item, item.position()));
      keyRanges.add(
          item.approximate()
              ? new KeyRange(0, HllAccumulator.REGISTERS - 1)
              : KeyRange.of(item.value(), ranges));
      if (item.approximate()) {
        Expression exponent = new Input(item.position() + 1, ValueKind.LONG, true);
        calls.add(
            new Aggregation.Call(
                () -> Accumulator.of(AggregateFunction.MIN, ValueKind.LONG, false),
                () -> new RowFeed(exponent, null),
                ValueKind.LONG));
      }
    }
    return new Aggregation(keys, keyRanges, calls, null, null, true);
  }

  private Input key(Item item, int position) {
    return new Input(
        position,
        item.approximate() ? ValueKind.LONG : item.value().kind(),
        !onePass() || item.value().nullable());
  }

  private Aggregation.Call ordinary(AggregateCall call) {
    Expression argument = call.argument();
    ValueKind kind = argument == null ? ValueKind.LONG : argument.kind();
    Expression filter = call.filter();
    if (!onePass()) {
      Expression tag = new Input(tagPosition, ValueKind.LONG, false);
      Expression own = new Compare(Comparison.EQUAL, tag, new LongLiteral(0));
      filter = filter == null ? own : new Expression.And(List.of(own, filter));
    }
    Expression condition = filter;
    return new Aggregation.Call(
        () -> Accumulator.of(call.function(), kind, true),
        () -> new RowFeed(argument, condition),
        call.kind());
  }

  /** The upper step: groups by keys and counts values. */
  private Aggregation counts() {
    List<Expression> keys = new ArrayList<>();
    List<KeyRange> keyRanges = new ArrayList<>();
    for (int i = 0; i < plan.keys().size(); i++) {
      Expression key = plan.keys().get(i);
      keys.add(new Input(i, key.kind(), key.nullable()));
      keyRanges.add(KeyRange.of(key, ranges));
    }
    List<Aggregation.Call> calls = new ArrayList<>();
    int ordinaryState = keys.size() + items.size();
    for (AggregateCall call : plan.calls()) {
      Item item = PlanCompiler.isDistinct(call.function()) ? find(call) : null;
      if (item == null) {
        Aggregation.Call state = ordinary(call);
        int position = ordinaryState;
        ordinaryState += state.stateWords();
        calls.add(
            new Aggregation.Call(
                state.accumulator(),
                () -> new StateFeed(position, state.stateWords()),
                call.kind()));
      } else {
        calls.add(count(item));
      }
    }
    return new Aggregation(keys, keyRanges, calls, null, null, false);
  }

  private Aggregation.Call count(Item item) {
    Input value = key(item, plan.keys().size() + items.indexOf(item));
    if (!item.approximate()) {
      return new Aggregation.Call(
          CountAccumulator::new, () -> new RowFeed(value, null), ValueKind.LONG);
    }
    int position = plan.keys().size() + items.size();
    position += ordinary.stream().mapToInt(c -> ordinary(c).stateWords()).sum();
    for (Item other : items.subList(0, items.indexOf(item))) {
      position += other.approximate() ? 1 : 0;
    }
    Expression exponent = new Input(position, ValueKind.LONG, false);
    return new Aggregation.Call(
        HllAccumulator::new,
        () -> new RowFeed(exponent, new Not(new IsNull(value))),
        ValueKind.LONG);
  }
}
