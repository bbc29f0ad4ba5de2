package dev.weft.sql.rel;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Input;
import dev.weft.operator.Plan;
import dev.weft.sql.translate.AggregateTranslator;
import dev.weft.sql.type.Value;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Groups and their aggregates; of one grouping set. */
public final class WeftAggregate extends Aggregate implements WeftRel {
  public WeftAggregate(
      RelOptCluster cluster, RelNode input, ImmutableBitSet keys, List<AggregateCall> calls) {
    super(cluster, cluster.traitSetOf(CONVENTION), List.of(), input, keys, null, calls);
  }

  @Override
  public WeftAggregate copy(
      RelTraitSet traits,
      RelNode input,
      ImmutableBitSet keys,
      @Nullable List<ImmutableBitSet> sets,
      List<AggregateCall> calls) {
    return new WeftAggregate(getCluster(), input, keys, calls);
  }

  @Override
  public @Nullable Fragment translate(Translation translation) {
    Fragment from = translation.fragment(getInput());
    if (from == null) {
      return null;
    }
    List<Value> keys = new ArrayList<>();
    getGroupSet().forEach(i -> keys.add(from.values().get(i)));
    List<Plan.AggregateCall> calls = new ArrayList<>();
    List<Value> values = new ArrayList<>(Fragment.positions(keys));
    for (AggregateCall call : getAggCallList()) {
      AggregateTranslator.Result r =
          AggregateTranslator.translate(call, from.values(), inputTypes());
      if (r == null) {
        return null;
      }
      Input output = new Input(values.size(), r.call().kind(), call.getType().isNullable());
      calls.add(r.call());
      values.add(r.finish(output));
    }
    List<Expression> keyExpressions = keys.stream().map(Value::expression).toList();
    List<Expression> read = new ArrayList<>(keyExpressions);
    for (Plan.AggregateCall call : calls) {
      Expression argument = call.argument();
      Expression filter = call.filter();
      if (argument != null) {
        read.add(argument);
      }
      if (filter != null) {
        read.add(filter);
      }
    }
    return new Fragment(new Plan.Aggregate(from.reading(read), keyExpressions, calls), values);
  }

  private List<RelDataType> inputTypes() {
    return getInput().getRowType().getFieldList().stream().map(f -> f.getType()).toList();
  }
}
