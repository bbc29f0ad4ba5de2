package dev.weft.sql.rel;

import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/**
 * The seam: what is below runs in batches, what is above row by row in code that Calcite generates.
 * A leaf to Calcite's planner, which has nothing to decide below it.
 */
public final class WeftToEnumerable extends AbstractRelNode implements EnumerableRel {
  private static final Method BIND =
      Types.lookupMethod(BatchProgram.class, "bind", DataContext.class);

  private final WeftRel below;

  private WeftToEnumerable(RelOptCluster cluster, RelTraitSet traits, WeftRel below) {
    super(cluster, traits);
    this.below = below;
  }

  /** Puts the seam above a node. */
  public static WeftToEnumerable of(WeftRel below) {
    return new WeftToEnumerable(
        below.getCluster(), below.getCluster().traitSetOf(EnumerableConvention.INSTANCE), below);
  }

  /** What runs in batches. */
  public WeftRel below() {
    return below;
  }

  @Override
  protected RelDataType deriveRowType() {
    return below.getRowType();
  }

  @Override
  public double estimateRowCount(RelMetadataQuery mq) {
    return mq.getRowCount(below);
  }

  @Override
  public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
    double rows = mq.getRowCount(below);
    return planner.getCostFactory().makeCost(rows, rows, 0);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("batches", RelOptUtil.toString(below).strip().replaceAll("\\s*\\R\\s*", " <- "));
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new WeftToEnumerable(getCluster(), traits, below);
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer preference) {
    PhysType rows =
        PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), preference.preferArray());
    Expression program = implementor.stash(BatchProgram.forCode(below), BatchProgram.class);
    return implementor.result(
        rows, Blocks.toBlock(Expressions.call(program, BIND, implementor.getRootExpression())));
  }
}
