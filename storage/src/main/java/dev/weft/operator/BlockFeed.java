package dev.weft.operator;

import dev.weft.batch.OpenFlowFile;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds an aggregate what a file knows of a whole block of one group: its rows and sums. Bounds do
 * not serve for MIN and MAX, since they may be wider than the values.
 *
 * @param column whose sum is wanted, null where the number of rows is enough
 */
record BlockFeed(@Nullable FlowColumn column) {
  /** A feed for each call, or null where some call can't do with statistics. */
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
    if (call.filter() != null) {
      return null;
    }
    return switch (call.function()) {
      case COUNT ->
          call.argument() == null || !call.argument().nullable() ? new BlockFeed(null) : null;
      case SUM, SUM0, AVG ->
          call.argument() instanceof Input i && i.kind() == ValueKind.LONG && !i.nullable()
              ? new BlockFeed(FlowColumn.of(i.position()))
              : null;
      case MIN, MAX, COUNT_DISTINCT, APPROX_COUNT_DISTINCT -> null;
    };
  }

  boolean isKnown(OpenFlowFile file, int block) {
    return file.rows(block) > 0 && (column == null || file.hasSum(block, column));
  }

  void feed(Accumulator accumulator, int group, OpenFlowFile file, int block) {
    accumulator.addSum(group, file.rows(block), column == null ? 0 : file.sum(block, column));
  }
}
