package dev.weft.operator;

import dev.weft.expression.Expression;
import dev.weft.flow.ValueKind;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What to group by and what to aggregate.
 *
 * @param ranges expected ranges of the keys
 * @param blockFeeds makes one a call for a worker where flows can be taken by what files know of
 *     them, else null
 * @param keySteps where the keys of flows change; null where nothing is known of that
 * @param storesStates true puts out each call's state as LONG columns instead of its result, for an
 *     aggregation above
 */
record Aggregation(
    List<Expression> keys,
    List<KeyRange> ranges,
    List<Call> calls,
    @Nullable Supplier<List<BlockFeed>> blockFeeds,
    @Nullable KeySteps keySteps,
    boolean storesStates) {
  /**
   * One aggregate.
   *
   * @param accumulator makes empty ones
   * @param feed makes one for a worker
   */
  record Call(Supplier<Accumulator> accumulator, Supplier<Feed> feed, ValueKind result) {
    int stateWords() {
      return accumulator.get().stateWords();
    }
  }

  List<ValueKind> keyKinds() {
    return keys.stream().map(Expression::kind).toList();
  }

  boolean[] nullableKeys() {
    boolean[] nullable = new boolean[keys.size()];
    for (int i = 0; i < nullable.length; i++) {
      nullable[i] = keys.get(i).nullable();
    }
    return nullable;
  }

  List<Accumulator> accumulators() {
    return calls.stream().map(c -> c.accumulator().get()).toList();
  }
}
