package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.KnownFlows;
import dev.weft.batch.Zone;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expressions;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateCall;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Within which bounds of a flow's columns its keys are the same: a key of {@code FLOOR(stime TO
 * HOUR)} changes where the hour does, any other where one of its columns does. So flows whose
 * columns ascend fall into runs of one group each, and a block may be one group as a whole.
 *
 * @param steps of all keys
 * @param columns that the steps are of
 * @param keyColumns of these, what only the keys look at
 */
record KeySteps(Set<Step> steps, Set<FlowColumn> columns, Set<FlowColumn> keyColumns) {
  /** Values further from 0 are not stepped, so that nothing overflows. */
  private static final long MOST = 1L << 60;

  /** Values of a column in one of the intervals {@code origin + i * unit}. */
  record Step(FlowColumn column, long unit, long origin) {
    /** The first value of the interval after that of a value. */
    long next(long value) {
      return unit == 1 ? value + 1 : value - Math.floorMod(value - origin, unit) + unit;
    }
  }

  static boolean isSteppable(long value) {
    return -MOST < value && value < MOST;
  }

  /** The steps of keys over flows; null where a key depends on more than LONG columns. */
  static @Nullable KeySteps of(List<Expression> keys, List<AggregateCall> calls) {
    Set<Step> steps = new LinkedHashSet<>();
    Set<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
    for (Expression key : keys) {
      if (!collect(key, steps)) {
        return null;
      }
    }
    steps.forEach(s -> columns.add(s.column));
    Set<FlowColumn> keyColumns = EnumSet.noneOf(FlowColumn.class);
    keyColumns.addAll(columns);
    for (AggregateCall call : calls) {
      for (Expression e : new @Nullable Expression[] {call.argument(), call.filter()}) {
        if (e != null) {
          Expressions.inputs(e).stream().forEach(i -> keyColumns.remove(FlowColumn.of(i)));
        }
      }
    }
    return new KeySteps(steps, columns, keyColumns);
  }

  private static boolean collect(Expression e, Set<Step> steps) {
    if (e instanceof FloorTo f && f.operand() instanceof Input i) {
      boolean fits = f.unit() < MOST && isSteppable(f.origin());
      long unit = fits ? f.unit() : 1;
      steps.add(new Step(FlowColumn.of(i.position()), unit, Math.floorMod(f.origin(), unit)));
      return i.kind() == ValueKind.LONG;
    } else if (e instanceof Input i) {
      steps.add(new Step(FlowColumn.of(i.position()), 1, 0));
      return i.kind() == ValueKind.LONG;
    }
    return Expressions.children(e).stream().allMatch(child -> collect(child, steps));
  }

  /** True where all these flows have the same keys, by their bounds. */
  boolean isOne(KnownFlows flows) {
    for (Step s : steps) {
      Zone z = flows.zone(s.column);
      if (!isSteppable(z.minLow())
          || !isSteppable(z.maxLow())
          || z.maxLow() >= s.next(z.minLow())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes a batch one flow that has the keys of all these flows, which are the same.
   *
   * @param row has the columns of the steps
   */
  void fill(Batch row, KnownFlows flows) {
    for (FlowColumn c : columns) {
      row.longs(c).values[0] = flows.zone(c).minLow();
    }
    row.size(1);
  }
}
