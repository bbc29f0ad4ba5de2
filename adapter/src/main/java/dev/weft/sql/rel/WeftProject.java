package dev.weft.sql.rel;

import dev.weft.sql.type.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Values computed from each row. */
public final class WeftProject extends Project implements WeftRel {
  public WeftProject(
      RelOptCluster cluster, RelNode input, List<? extends RexNode> projects, RelDataType row) {
    super(cluster, cluster.traitSetOf(CONVENTION), List.of(), input, projects, row, Set.of());
  }

  @Override
  public WeftProject copy(
      RelTraitSet traits, RelNode input, List<RexNode> projects, RelDataType row) {
    return new WeftProject(getCluster(), input, projects, row);
  }

  @Override
  public @Nullable Fragment translate(Translation translation) {
    Fragment from = translation.fragment(getInput());
    if (from == null) {
      return null;
    }
    List<Value> values = new ArrayList<>();
    for (RexNode project : getProjects()) {
      Value v = translation.value(project, from.values());
      if (v == null) {
        return null;
      }
      values.add(v);
    }
    return from.withValues(values);
  }
}
