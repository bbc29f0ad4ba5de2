package dev.weft.sql.explain;

import dev.weft.expression.Expression;
import dev.weft.flow.FlowColumn;
import dev.weft.operator.LoadBins;
import dev.weft.operator.Plan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Plans as indented lines, the last step first. */
public final class PlanWords {
  private final List<String> lines = new ArrayList<>();

  private PlanWords() {}

  /** A line an operator, inputs indented below. */
  public static List<String> of(Plan plan) {
    PlanWords words = new PlanWords();
    words.add(plan, 0);
    return List.copyOf(words.lines);
  }

  /** Writes a plan; returns names of its output positions. */
  private List<String> add(Plan plan, int depth) {
    int at = lines.size();
    lines.add("");
    if (plan instanceof Plan.Scan scan) {
      lines.set(at, line(depth, scan(scan)));
      return names();
    }
    if (plan instanceof Plan.Filter filter) {
      List<String> inputs = add(filter.input(), depth + 1);
      lines.set(at, line(depth, "keep rows where " + words(inputs).of(filter.condition())));
      return inputs;
    }
    if (plan instanceof Plan.Project project) {
      List<String> inputs = add(project.input(), depth + 1);
      List<String> outputs = all(project.expressions(), inputs);
      lines.set(at, line(depth, "compute " + String.join(", ", outputs)));
      return outputs;
    }
    if (plan instanceof Plan.Aggregate aggregate) {
      return add(aggregate, depth, at);
    }
    if (plan instanceof Plan.Sort sort) {
      List<String> inputs = add(sort.input(), depth + 1);
      lines.set(at, line(depth, sort(sort, inputs)));
      return inputs;
    }
    if (plan instanceof Plan.Spread spread) {
      List<String> outputs = new ArrayList<>(add(spread.input(), depth + 1));
      outputs.addAll(List.of("bin", "records", "share"));
      lines.set(at, line(depth, spread(spread.bins())));
      return outputs;
    }
    if (plan instanceof Plan.Rows) {
      lines.set(at, line(depth, "rows computed one by one"));
      return List.of();
    }
    if (plan instanceof Plan.Numbered numbered) {
      List<String> outputs = new ArrayList<>(add(numbered.input(), depth + 1));
      lines.set(at, line(depth, KeyedWords.of(numbered, words(outputs))));
      outputs.add(KeyedWords.column(numbered.numbering()));
      return outputs;
    }
    if (plan instanceof Plan.Found found) {
      add(found.input(), depth + 1);
      lines.set(at, line(depth, KeyedWords.of(found.finding())));
      return KeyedWords.columns(found.finding());
    }
    if (plan instanceof Plan.Union union) {
      lines.set(at, line(depth, "all rows of " + union.inputs().size() + " inputs"));
      List<String> names = List.of();
      for (Plan input : union.inputs()) {
        List<String> own = add(input, depth + 1);
        names = names.isEmpty() ? own : names;
      }
      return names;
    }
    throw new IllegalStateException("no words for " + plan.getClass().getSimpleName());
  }

  private static String spread(LoadBins bins) {
    return "spread over bins of "
        + BigDecimal.valueOf(bins.size(), 3).stripTrailingZeros().toPlainString()
        + " s, "
        + bins.scheme().silkName();
  }

  private static String line(int depth, String text) {
    return "  ".repeat(depth) + text;
  }

  private static ExpressionWords words(List<String> inputs) {
    return new ExpressionWords(i -> i < inputs.size() ? inputs.get(i) : "column " + i);
  }

  private static List<String> all(List<Expression> expressions, List<String> inputs) {
    ExpressionWords words = words(inputs);
    return expressions.stream().map(words::of).toList();
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (FlowColumn c : FlowColumn.values()) {
      names.add(PredicateWords.name(c));
    }
    return names;
  }

  private static String scan(Plan.Scan scan) {
    String columns =
        scan.columns().stream().map(PredicateWords::name).collect(Collectors.joining(", "));
    return "scan flows where "
        + new PredicateWords(scan.store().site()).of(scan.predicate())
        + "; decode "
        + (columns.isEmpty() ? "no other column" : columns);
  }

  private List<String> add(Plan.Aggregate aggregate, int depth, int at) {
    List<String> inputs = add(aggregate.input(), depth + 1);
    List<String> keys = all(aggregate.keys(), inputs);
    List<String> calls = aggregate.calls().stream().map(c -> call(c, words(inputs))).toList();
    String group = keys.isEmpty() ? "" : "group by " + String.join(", ", keys);
    String compute = calls.isEmpty() ? "" : "compute " + String.join(", ", calls);
    lines.set(
        at, line(depth, group + (group.isEmpty() || compute.isEmpty() ? "" : ": ") + compute));
    List<String> outputs = new ArrayList<>(keys);
    outputs.addAll(calls);
    return outputs;
  }

  private static String call(Plan.AggregateCall call, ExpressionWords words) {
    String name =
        switch (call.function()) {
          case COUNT_DISTINCT -> "count(distinct ";
          case SUM0 -> "sum(";
          case COUNT, SUM, MIN, MAX, AVG, APPROX_COUNT_DISTINCT ->
              call.function().name().toLowerCase(Locale.ROOT) + "(";
        };
    Expression argument = call.argument();
    Expression filter = call.filter();
    return name
        + (argument == null ? "*" : words.of(argument))
        + ")"
        + (filter == null ? "" : " where " + words.of(filter));
  }

  private static String sort(Plan.Sort sort, List<String> names) {
    List<String> parts = new ArrayList<>();
    if (!sort.keys().isEmpty()) {
      parts.add(
          "sort by "
              + sort.keys().stream()
                  .map(k -> names.get(k.position()) + (k.descending() ? " desc" : ""))
                  .collect(Collectors.joining(", ")));
    }
    if (sort.offset() > 0) {
      parts.add("skip " + sort.offset());
    }
    if (sort.limit() >= 0) {
      parts.add("first " + sort.limit());
    }
    return parts.isEmpty() ? "all rows" : String.join(", ", parts);
  }
}
