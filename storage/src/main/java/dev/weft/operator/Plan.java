package dev.weft.operator;

import dev.weft.expression.Expression;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.ValueKind;
import dev.weft.predicate.Predicate;
import dev.weft.scan.BatchSink;
import dev.weft.store.FlowStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of the flows of a store, as a tree of operators. Immutable; says nothing of how.
 * Literals are resolved: a plan is made anew for each execution.
 */
public sealed interface Plan {
  /** Kinds of the output columns by position. */
  List<ValueKind> output();

  /**
   * Flows that pass a predicate. Output position = {@code FlowColumn.ordinal()}; only the positions
   * of {@code columns} are filled.
   */
  record Scan(FlowStore store, Predicate predicate, Set<FlowColumn> columns) implements Plan {
    public Scan {
      EnumSet<FlowColumn> copy = EnumSet.noneOf(FlowColumn.class);
      copy.addAll(columns);
      columns = java.util.Collections.unmodifiableSet(copy);
    }

    @Override
    public List<ValueKind> output() {
      List<ValueKind> kinds = new ArrayList<>();
      for (FlowColumn c : FlowColumn.values()) {
        kinds.add(c.kind());
      }
      return kinds;
    }
  }

  /** Rows for which a condition is true. */
  record Filter(Plan input, Expression condition) implements Plan {
    @Override
    public List<ValueKind> output() {
      return input.output();
    }
  }

  /** Values computed from each row. */
  record Project(Plan input, List<Expression> expressions) implements Plan {
    public Project {
      expressions = List.copyOf(expressions);
    }

    @Override
    public List<ValueKind> output() {
      return expressions.stream().map(Expression::kind).toList();
    }
  }

  /** Functions of {@link AggregateCall}. */
  enum AggregateFunction {
    /** Rows, or rows whose argument is not NULL. */
    COUNT,
    /** LONG: exact, an error where 64 bits do not hold it; NULL of no rows. */
    SUM,
    /** As SUM, but 0 of no rows. */
    SUM0,
    MIN,
    MAX,
    /** DOUBLE; of LONGs the exact sum divided once. */
    AVG,
    /** Different values that are not NULL, exactly. */
    COUNT_DISTINCT,
    /** Different values that are not NULL, estimated. */
    APPROX_COUNT_DISTINCT
  }

  /**
   * One aggregate.
   *
   * @param argument null for COUNT(*)
   * @param filter null, or the condition of a FILTER clause: only rows for which it is true count
   */
  record AggregateCall(
      AggregateFunction function, @Nullable Expression argument, @Nullable Expression filter) {
    /** Kind of the result. */
    public ValueKind kind() {
      return switch (function) {
        case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT -> ValueKind.LONG;
        case AVG -> ValueKind.DOUBLE;
        case SUM, SUM0, MIN, MAX -> argument == null ? ValueKind.LONG : argument.kind();
      };
    }
  }

  /**
   * Groups rows by keys (NULL equals NULL) and aggregates each group. Output: the keys, then the
   * calls. Without keys there is exactly one group, of no rows too.
   */
  record Aggregate(Plan input, List<Expression> keys, List<AggregateCall> calls) implements Plan {
    public Aggregate {
      keys = List.copyOf(keys);
      calls = List.copyOf(calls);
    }

    @Override
    public List<ValueKind> output() {
      List<ValueKind> kinds = new ArrayList<>();
      keys.forEach(k -> kinds.add(k.kind()));
      calls.forEach(c -> kinds.add(c.kind()));
      return kinds;
    }
  }

  /**
   * One sort key.
   *
   * @param position of the input
   * @param ranks null, or what to compare instead of a LONG code: {@code ranks[code]} (codes beyond
   *     it come after, by code); for text that is held as codes
   */
  record SortKey(int position, boolean descending, boolean nullsFirst, long @Nullable [] ranks) {}

  /**
   * Sorts, skips and limits.
   *
   * @param keys most significant first; none = as the rows come
   * @param limit -1 = no limit
   */
  record Sort(Plan input, List<SortKey> keys, long offset, long limit) implements Plan {
    public Sort {
      keys = List.copyOf(keys);
    }

    @Override
    public List<ValueKind> output() {
      return input.output();
    }
  }

  /**
   * A row for each bin of time that a row's span touches; a row without a span is left out. Output:
   * the input's positions, of which only those {@code kept} are filled, then the start of the bin
   * (LONG, ms), and the parts of the record and of the volume that fall to the bin (DOUBLE).
   *
   * @param first LONG, the first ms of the span
   * @param last LONG, its last ms; one before the first counts as the first
   */
  record Spread(Plan input, LoadBins bins, Expression first, Expression last, Set<Integer> kept)
      implements Plan {
    /** Positions beyond those of the input. */
    public static final int ADDED = 3;

    public Spread {
      kept = Set.copyOf(kept);
    }

    @Override
    public List<ValueKind> output() {
      List<ValueKind> kinds = new ArrayList<>(input.output());
      kinds.addAll(List.of(ValueKind.LONG, ValueKind.DOUBLE, ValueKind.DOUBLE));
      return kinds;
    }
  }

  /**
   * A number for each row, the same for rows that belong together. Output: the input's positions,
   * of which only those {@code kept} are filled, then the number (LONG, NULL for rows that belong
   * to nothing). Numbers are unique among all keys; they neither begin at 0 nor are without gaps.
   *
   * @param keys rows belong together only where these are equal (NULL equals NULL)
   * @param columns what {@code numbering} says
   */
  record Numbered(
      Plan input,
      List<Expression> keys,
      List<Expression> columns,
      Numbering numbering,
      Set<Integer> kept)
      implements Plan {
    public Numbered {
      keys = List.copyOf(keys);
      columns = List.copyOf(columns);
      kept = Set.copyOf(kept);
    }

    @Override
    public List<ValueKind> output() {
      List<ValueKind> kinds = new ArrayList<>(input.output());
      kinds.add(ValueKind.LONG);
      return kinds;
    }
  }

  /**
   * Rows made of those with equal keys, as {@code finding} says.
   *
   * @param keys as {@code finding} says
   * @param columns as {@code finding} says
   */
  record Found(Plan input, List<Expression> keys, List<Expression> columns, Finding finding)
      implements Plan {
    public Found {
      keys = List.copyOf(keys);
      columns = List.copyOf(columns);
    }

    @Override
    public List<ValueKind> output() {
      return finding.output();
    }
  }

  /**
   * Rows that come from elsewhere, on one thread.
   *
   * @param output kinds of the positions, all of which the batches hold
   */
  record Rows(List<ValueKind> output, RowBatches batches) implements Plan {
    public Rows {
      output = List.copyOf(output);
    }
  }

  /** Makes the rows of {@link Rows}. */
  @FunctionalInterface
  interface RowBatches {
    /** Passes all rows on; called once an execution. */
    void drain(BatchSink sink) throws IOException;
  }

  /** All rows of all inputs, which have equal kinds. */
  record Union(List<Plan> inputs) implements Plan {
    public Union {
      inputs = List.copyOf(inputs);
    }

    @Override
    public List<ValueKind> output() {
      return inputs.get(0).output();
    }
  }
}
