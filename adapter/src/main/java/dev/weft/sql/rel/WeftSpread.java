package dev.weft.sql.rel;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan;
import dev.weft.sql.function.SpanColumns;
import dev.weft.sql.function.Spread;
import dev.weft.sql.translate.Numbers;
import dev.weft.sql.type.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.jspecify.annotations.Nullable;

/** A row for each bin that a flow touches: {@code spread}. What is kept is decided above. */
public final class WeftSpread extends SingleRel implements WeftRel {
  private final RexCall call;

  public WeftSpread(RelOptCluster cluster, RelNode input, RexCall call, RelDataType rowType) {
    super(cluster, cluster.traitSetOf(CONVENTION), input);
    this.call = call;
    this.rowType = rowType;
  }

  @Override
  public WeftSpread copy(RelTraitSet traits, List<RelNode> inputs) {
    return new WeftSpread(getCluster(), inputs.get(0), call, getRowType());
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("call", call);
  }

  @Override
  public double estimateRowCount(RelMetadataQuery mq) {
    return 2 * mq.getRowCount(getInput());
  }

  @Override
  public @Nullable Fragment translate(Translation translation) {
    Fragment from = translation.fragment(getInput());
    if (from == null) {
      return null;
    }
    List<Value> in = from.values();
    RelDataType table = getInput().getRowType();
    SpanColumns span = SpanColumns.of(table);
    Expression first = in.get(span.start()).expression();
    Expression last = last(span, in, first);
    if (last == null) {
      return null;
    }
    int width = from.plan().output().size();
    Input share = new Input(width + 2, ValueKind.DOUBLE, false);
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      Value value =
          Spread.SHARED.contains(table.getFieldNames().get(i))
              ? shared(in.get(i), i, share)
              : in.get(i);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    values.add(Value.of(new Input(width, ValueKind.LONG, false)));
    values.add(Value.of(new Input(width + 1, ValueKind.DOUBLE, false)));
    List<@Nullable Object> arguments = new ArrayList<>();
    TableRows.constants(Spread.INSTANCE, call)
        .forEach(c -> arguments.add(translation.constant(c).value()));
    return new Fragment(
        new Plan.Spread(from.plan(), Spread.bins(arguments), first, last, Set.of()), values);
  }

  private @Nullable Expression last(SpanColumns span, List<Value> in, Expression first) {
    if (span.end() >= 0) {
      return in.get(span.end()).expression();
    }
    RelDataType type = getInput().getRowType().getFieldList().get(span.duration()).getType();
    Expression length =
        Numbers.rescale(in.get(span.duration()).expression(), Numbers.scale(type), 3);
    return length == null ? null : new Arithmetic(ArithmeticOperator.ADD, first, length);
  }

  private @Nullable Value shared(Value value, int column, Input share) {
    RelDataType type = getInput().getRowType().getFieldList().get(column).getType();
    Expression number = Numbers.toDouble(value.expression(), Numbers.scale(type));
    return number == null
        ? null
        : Value.of(new Arithmetic(ArithmeticOperator.MULTIPLY, number, share));
  }
}
