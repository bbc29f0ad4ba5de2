package dev.weft.sql.rel;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expressions;
import dev.weft.flow.FlowColumn;
import dev.weft.operator.Plan;
import dev.weft.sql.type.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A translated plan and the SQL columns computed from its output. Projections cost nothing: they
 * only exchange the values, until an operator needs them as columns.
 *
 * @param values of each SQL column; their inputs are positions of the plan's output
 */
public record Fragment(Plan plan, List<Value> values) {
  public Fragment {
    values = List.copyOf(values);
  }

  /** The same rows with other columns. */
  Fragment withValues(List<Value> others) {
    return new Fragment(plan, others);
  }

  /** The plan with only those columns of scans that some expressions need. */
  Plan reading(List<Expression> expressions) {
    return narrowed(plan, positionsIn(expressions));
  }

  private static BitSet positionsIn(List<Expression> expressions) {
    BitSet positions = new BitSet();
    expressions.forEach(e -> positions.or(Expressions.inputs(e)));
    return positions;
  }

  private static Plan narrowed(Plan plan, BitSet positions) {
    if (plan instanceof Plan.Scan scan) {
      Set<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
      positions.stream().forEach(position -> columns.add(FlowColumn.of(position)));
      return new Plan.Scan(scan.store(), scan.predicate(), columns);
    }
    if (plan instanceof Plan.Filter filter) {
      BitSet read = positionsIn(List.of(filter.condition()));
      read.or(positions);
      return new Plan.Filter(narrowed(filter.input(), read), filter.condition());
    }
    if (plan instanceof Plan.Spread spread) {
      int width = spread.input().output().size();
      BitSet kept = positions.get(0, width);
      BitSet read = positionsIn(List.of(spread.first(), spread.last()));
      read.or(kept);
      return new Plan.Spread(
          narrowed(spread.input(), read),
          spread.bins(),
          spread.first(),
          spread.last(),
          kept.stream().boxed().collect(Collectors.toSet()));
    }
    if (plan instanceof Plan.Numbered numbered) {
      BitSet kept = positions.get(0, numbered.input().output().size());
      BitSet read = positionsIn(numbered.keys());
      read.or(positionsIn(numbered.columns()));
      read.or(kept);
      return new Plan.Numbered(
          narrowed(numbered.input(), read),
          numbered.keys(),
          numbered.columns(),
          numbered.numbering(),
          kept.stream().boxed().collect(Collectors.toSet()));
    }
    return plan;
  }

  /** A plan that reads no column of scans that it does not look at itself. */
  static Plan narrowed(Plan plan) {
    if (plan instanceof Plan.Found found) {
      BitSet read = positionsIn(found.keys());
      read.or(positionsIn(found.columns()));
      return new Plan.Found(
          narrowed(found.input(), read), found.keys(), found.columns(), found.finding());
    }
    return plan;
  }

  /** The same rows where column i is position i of the plan's output. */
  public Fragment materialized() {
    List<Expression> expressions = values.stream().map(Value::expression).toList();
    Plan read = reading(expressions);
    return isIdentity(expressions)
        ? new Fragment(read, values)
        : new Fragment(new Plan.Project(read, expressions), positions(values));
  }

  private boolean isIdentity(List<Expression> expressions) {
    if (plan instanceof Plan.Scan || plan.output().size() != expressions.size()) {
      return false;
    }
    for (int i = 0; i < expressions.size(); i++) {
      if (!(expressions.get(i) instanceof Input input) || input.position() != i) {
        return false;
      }
    }
    return true;
  }

  /** The values as positions 0, 1, ... of an operator that computes them. */
  static List<Value> positions(List<Value> values) {
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Expression e = values.get(i).expression();
      inputs.add(new Value(new Input(i, e.kind(), e.nullable()), values.get(i).dictionary()));
    }
    return inputs;
  }
}
