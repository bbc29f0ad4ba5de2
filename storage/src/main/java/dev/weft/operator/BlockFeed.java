package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.KnownFlows;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.batch.Zone;
import dev.weft.expression.Evaluator;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds an aggregate what a file knows of flows that are all of one group: their number, a sum, a
 * bound. A FILTER must be true of all of them or of none. For one worker.
 */
final class BlockFeed {
  private enum Kind {
    ROWS,
    SUM,
    LEAST,
    GREATEST
  }

  private final Kind kind;
  private final FlowColumn column; // of no meaning for ROWS
  private final Vector bound; // one value of the column
  private final @Nullable Filter filter;

  private BlockFeed(Kind kind, FlowColumn column, @Nullable Filter filter) {
    this.kind = kind;
    this.column = column;
    this.bound = Vector.of(column.kind(), 1);
    this.filter = filter;
  }

  /** A feed for each call, or null where some call can't do with what files know. */
  static @Nullable List<BlockFeed> of(List<AggregateCall> calls) {
    List<BlockFeed> feeds = new ArrayList<>();
    for (AggregateCall call : calls) {
      BlockFeed feed = of(call);
      if (feed == null) {
        return null;
      }
      feeds.add(feed);
    }
    return feeds;
  }

  private static @Nullable BlockFeed of(AggregateCall call) {
    Filter filter = null;
    if (call.filter() != null) {
      KeySteps steps = KeySteps.of(List.of(call.filter()), List.of());
      if (steps == null) {
        return null;
      }
      filter = new Filter(call.filter(), steps);
    }
    Expression argument = call.argument();
    if (call.function() == Plan.AggregateFunction.COUNT) {
      return argument == null || !argument.nullable()
          ? new BlockFeed(Kind.ROWS, FlowColumn.STIME, filter)
          : null;
    }
    if (!(argument instanceof Input input) || input.nullable()) {
      return null;
    }
    FlowColumn column = FlowColumn.of(input.position());
    return switch (call.function()) {
      case SUM, SUM0, AVG ->
          column.kind() == ValueKind.LONG ? new BlockFeed(Kind.SUM, column, filter) : null;
      case MIN -> new BlockFeed(Kind.LEAST, column, filter);
      case MAX -> new BlockFeed(Kind.GREATEST, column, filter);
      case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT -> null;
    };
  }

  /** True where nothing of the flows need be read. */
  boolean isKnown(KnownFlows flows) {
    boolean known =
        switch (kind) {
          case ROWS -> true;
          case SUM -> flows.hasSum(column);
          case LEAST, GREATEST -> flows.isTight(column);
        };
    return known && (filter == null || filter.steps.isOne(flows));
  }

  /** Feeds flows that are known, at least one. */
  void feed(Accumulator accumulator, int group, KnownFlows flows) {
    if (filter != null && !filter.passes(flows)) {
      return;
    }
    switch (kind) {
      case ROWS -> accumulator.addSum(group, flows.rows(), 0);
      case SUM -> accumulator.addSum(group, flows.rows(), flows.sum(column));
      case LEAST, GREATEST -> {
        fillBound(flows.zone(column));
        accumulator.add(new int[] {group}, null, 1, bound);
      }
    }
  }

  private void fillBound(Zone z) {
    boolean least = kind == Kind.LEAST;
    if (bound instanceof AddressVector v) {
      v.highs[0] = least ? z.minHigh() : z.maxHigh();
      v.lows[0] = least ? z.minLow() : z.maxLow();
    } else if (bound instanceof LongVector v) {
      v.values[0] = least ? z.minLow() : z.maxLow();
    }
  }

  /** A FILTER that is looked at for one flow in the place of many. */
  private static final class Filter {
    private final Evaluator evaluator;
    private final KeySteps steps;
    private final Batch row;
    private final int[] passed = new int[1];

    Filter(Expression condition, KeySteps steps) {
      this.evaluator = new Evaluator(condition);
      this.steps = steps;
      this.row = Batch.ofFlows(steps.columns(), 1);
    }

    boolean passes(KnownFlows flows) {
      steps.fill(row, flows);
      return evaluator.filter(row, passed) == 1;
    }
  }
}
