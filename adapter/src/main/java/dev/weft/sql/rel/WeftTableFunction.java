package dev.weft.sql.rel;

import dev.weft.sql.function.BatchTableFunction;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.jspecify.annotations.Nullable;

/** A {@link BatchTableFunction} of rows that come in batches. */
public final class WeftTableFunction extends SingleRel implements WeftRel {
  private final BatchTableFunction function;
  private final RexCall call;

  public WeftTableFunction(
      RelOptCluster cluster,
      RelNode input,
      BatchTableFunction function,
      RexCall call,
      RelDataType rowType) {
    super(cluster, cluster.traitSetOf(CONVENTION), input);
    this.function = function;
    this.call = call;
    this.rowType = rowType;
  }

  @Override
  public WeftTableFunction copy(RelTraitSet traits, List<RelNode> inputs) {
    return new WeftTableFunction(getCluster(), inputs.get(0), function, call, getRowType());
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("call", call);
  }

  @Override
  public @Nullable Fragment translate(Translation translation) {
    Fragment from = translation.fragment(getInput());
    if (from == null) {
      return null;
    }
    List<@Nullable Object> arguments = new ArrayList<>();
    TableRows.constants(function, call)
        .forEach(c -> arguments.add(translation.constant(c).value()));
    BatchTableFunction.Made made =
        function.plan(
            new BatchTableFunction.Table(from.plan(), from.values(), getInput().getRowType()),
            arguments,
            translation.files());
    if (function.keepsColumns()) {
      return new Fragment(made.plan(), made.columns());
    }
    // nothing above can ask for more than the function looks at
    return new Fragment(Fragment.narrowed(made.plan()), made.columns());
  }
}
