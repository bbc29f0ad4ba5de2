package dev.weft.operator;

import dev.weft.expression.Expression;
import dev.weft.expression.Expressions;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateCall;
import dev.weft.operator.Plan.AggregateFunction;
import dev.weft.scan.BatchSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Turns a plan into sources. Filters and projections are sinks of the workers that make their
 * input; aggregations and sorts gather on every worker and then make rows anew.
 */
final class PlanCompiler {
  private final QueryContext context;

  PlanCompiler(QueryContext context) {
    this.context = context;
  }

  Source compile(Plan plan) {
    if (plan instanceof Plan.Scan p) {
      return new ScanSource(context, p);
    } else if (plan instanceof Plan.Filter p) {
      Source input = compile(p.input());
      return sinks -> input.drain(worker -> new FilterSink(p.condition(), sinks.of(worker)));
    } else if (plan instanceof Plan.Project p) {
      Source input = compile(p.input());
      return sinks -> input.drain(worker -> new ProjectSink(p.expressions(), sinks.of(worker)));
    } else if (plan instanceof Plan.Spread p) {
      Source input = compile(p.input());
      return sinks -> input.drain(worker -> new SpreadSink(p, context.control, sinks.of(worker)));
    } else if (plan instanceof Plan.Rows p) {
      return sinks -> p.batches().drain(sinks.of(0));
    } else if (plan instanceof Plan.Numbered p) {
      return numbered(p);
    } else if (plan instanceof Plan.Found p) {
      KeyedLayout layout = new KeyedLayout(p.keys(), p.columns());
      return new KeyedSource(
          context,
          compile(p.input()),
          p.keys(),
          p.columns(),
          layout,
          next -> walker(p.finding(), layout, next));
    } else if (plan instanceof Plan.Union p) {
      return new UnionSource(p.inputs().stream().map(this::compile).toList());
    } else if (plan instanceof Plan.Sort p) {
      return sort(p);
    } else if (plan instanceof Plan.Aggregate p) {
      return aggregate(p);
    }
    throw new IllegalStateException("a new kind of plan: " + plan);
  }

  private Source numbered(Plan.Numbered p) {
    NumberedRows.Stored stored = NumberedRows.Stored.of(p);
    KeyedLayout layout = new KeyedLayout(p.keys(), stored.columns());
    return new KeyedSource(
        context,
        compile(p.input()),
        p.keys(),
        stored.columns(),
        layout,
        next -> walker(p.numbering(), layout, new NumberedRows(p, stored, layout, next)));
  }

  private Walker walker(Numbering numbering, KeyedLayout layout, NumberedRows rows) {
    return numbering instanceof Sessions sessions
        ? new SessionWalker(sessions, layout, rows)
        : new MatchWalker((Matches) numbering, context, layout, rows);
  }

  private static Walker walker(Finding finding, KeyedLayout layout, BatchSink next) {
    return finding instanceof Scans scans
        ? new ScanWalker(scans, layout, next)
        : new ConversationWalker((Conversations) finding, layout, next);
  }

  private Source sort(Plan.Sort p) {
    Source input = compile(p.input());
    if (p.keys().isEmpty()) {
      return p.offset() == 0 && p.limit() < 0
          ? input
          : new LimitSource(input, p.offset(), p.limit());
    }
    SortLayout layout = new SortLayout(p.output(), filled(p.input()), p.keys());
    return new SortSource(context, input, layout, p.offset(), p.limit());
  }

  private Source aggregate(Plan.Aggregate plan) {
    Plan.Aggregate p = withoutProject(plan);
    Source input = compile(p.input());
    List<KeyRange> ranges = ranges(p.input());
    if (p.calls().stream().anyMatch(c -> isDistinct(c.function()))) {
      return new DistinctAggregation(p, ranges).compile(context, input);
    }
    List<KeyRange> keyRanges = p.keys().stream().map(k -> KeyRange.of(k, ranges)).toList();
    boolean keyless = p.keys().isEmpty();
    List<Aggregation.Call> calls = p.calls().stream().map(c -> call(c, keyless)).toList();
    boolean ofFlows = p.input() instanceof Plan.Scan;
    KeySteps steps = ofFlows ? KeySteps.of(p.keys(), p.calls()) : null;
    boolean known = steps != null && BlockFeed.of(p.calls()) != null;
    Supplier<List<BlockFeed>> blockFeeds =
        known ? () -> Objects.requireNonNull(BlockFeed.of(p.calls())) : null;
    return new AggregateSource(
        context, input, new Aggregation(p.keys(), keyRanges, calls, blockFeeds, steps, false));
  }

  /** Takes a projection that only moves columns, or is used once a column, into the aggregate. */
  private static Plan.Aggregate withoutProject(Plan.Aggregate p) {
    if (!(p.input() instanceof Plan.Project project)) {
      return p;
    }
    List<Expression> values = project.expressions();
    int[] uses = new int[values.size()];
    UnaryOperator<Expression> inline =
        e ->
            Expressions.replaceInputs(
                e,
                input -> {
                  uses[input.position()]++;
                  return values.get(input.position());
                });
    List<Expression> keys = p.keys().stream().map(inline).toList();
    List<AggregateCall> calls = new ArrayList<>();
    for (AggregateCall c : p.calls()) {
      Expression argument = c.argument() == null ? null : inline.apply(c.argument());
      Expression filter = c.filter() == null ? null : inline.apply(c.filter());
      calls.add(new AggregateCall(c.function(), argument, filter));
    }
    for (int i = 0; i < uses.length; i++) {
      if (uses[i] > 1 && !(values.get(i) instanceof Expression.Input)) {
        return p;
      }
    }
    return withoutProject(new Plan.Aggregate(project.input(), keys, calls));
  }

  static boolean isDistinct(AggregateFunction function) {
    return function == AggregateFunction.COUNT_DISTINCT
        || function == AggregateFunction.APPROX_COUNT_DISTINCT;
  }

  private static Aggregation.Call call(AggregateCall call, boolean keyless) {
    Expression argument = call.argument();
    boolean counted = keyless || call.filter() != null || argument != null && argument.nullable();
    ValueKind kind = argument == null ? ValueKind.LONG : argument.kind();
    return new Aggregation.Call(
        () -> Accumulator.of(call.function(), kind, counted),
        () -> new RowFeed(argument, call.filter()),
        call.kind());
  }

  /** Expected ranges of a plan's output. */
  private static List<KeyRange> ranges(Plan plan) {
    if (plan instanceof Plan.Scan) {
      return KeyRange.ofFlows();
    } else if (plan instanceof Plan.Filter p) {
      return ranges(p.input());
    } else if (plan instanceof Plan.Sort p) {
      return ranges(p.input());
    } else if (plan instanceof Plan.Union p) {
      return ranges(p.inputs().get(0));
    } else if (plan instanceof Plan.Spread p) {
      List<KeyRange> outputs = new ArrayList<>(ranges(p.input()));
      outputs.addAll(Collections.nCopies(Plan.Spread.ADDED, KeyRange.USUAL));
      return outputs;
    } else if (plan instanceof Plan.Numbered p) {
      List<KeyRange> outputs = new ArrayList<>(ranges(p.input()));
      outputs.add(KeyRange.USUAL);
      return outputs;
    } else if (plan instanceof Plan.Found || plan instanceof Plan.Rows) {
      return Collections.nCopies(plan.output().size(), KeyRange.USUAL);
    } else if (plan instanceof Plan.Project p) {
      List<KeyRange> inputs = ranges(p.input());
      return p.expressions().stream().map(e -> KeyRange.of(e, inputs)).toList();
    } else if (plan instanceof Plan.Aggregate p) {
      List<KeyRange> inputs = ranges(p.input());
      List<KeyRange> outputs = new ArrayList<>();
      p.keys().forEach(k -> outputs.add(KeyRange.of(k, inputs)));
      p.calls().forEach(c -> outputs.add(KeyRange.USUAL));
      return outputs;
    }
    throw new IllegalStateException("a new kind of plan: " + plan);
  }

  /** The positions that batches of a plan hold. */
  static boolean[] filled(Plan plan) {
    boolean[] filled = new boolean[plan.output().size()];
    if (plan instanceof Plan.Scan p) {
      p.columns().forEach(c -> filled[c.ordinal()] = true);
      return filled;
    } else if (plan instanceof Plan.Filter p) {
      return filled(p.input());
    } else if (plan instanceof Plan.Sort p) {
      return filled(p.input());
    } else if (plan instanceof Plan.Spread p) {
      p.kept().forEach(position -> filled[position] = true);
      Arrays.fill(filled, filled.length - Plan.Spread.ADDED, filled.length, true);
      return filled;
    } else if (plan instanceof Plan.Numbered p) {
      p.kept().forEach(position -> filled[position] = true);
      filled[filled.length - 1] = true;
      return filled;
    } else if (plan instanceof Plan.Union p) {
      Arrays.fill(filled, true);
      for (Plan input : p.inputs()) {
        boolean[] some = filled(input);
        for (int i = 0; i < filled.length; i++) {
          filled[i] &= some[i];
        }
      }
      return filled;
    }
    Arrays.fill(filled, true);
    return filled;
  }
}
