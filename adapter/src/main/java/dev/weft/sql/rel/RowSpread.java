package dev.weft.sql.rel;

import dev.weft.sql.function.Spread;
import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;

/** {@code spread} of rows that do not come in batches. */
public final class RowSpread extends SingleRel implements EnumerableRel {
  /** From the logical node. */
  public static final RelOptRule RULE = FromLogical.CONFIG.toRule(FromLogical.class);

  private static final Method ROWS =
      Types.lookupMethod(SpreadRows.class, "of", Enumerable.class, DataContext.class);

  private final RexCall call;

  private RowSpread(RelOptCluster cluster, RelNode input, RexCall call, RelDataType rowType) {
    super(cluster, cluster.traitSetOf(EnumerableConvention.INSTANCE), input);
    this.call = call;
    this.rowType = rowType;
  }

  @Override
  public RowSpread copy(RelTraitSet traits, List<RelNode> inputs) {
    return new RowSpread(getCluster(), inputs.get(0), call, getRowType());
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("call", call);
  }

  /** Less than that of Calcite's node, whose code would not know the function. */
  @Override
  public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
    return planner.getCostFactory().makeTinyCost();
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer preference) {
    BlockBuilder block = new BlockBuilder();
    Result input = implementor.visitChild(this, 0, (EnumerableRel) getInput(), Prefer.ARRAY);
    Expression rows =
        implementor.stash(
            new SpreadRows(
                SpreadCall.of(call, getInput().getRowType()), getCluster().getRexBuilder()),
            SpreadRows.class);
    PhysType type =
        PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
    block.add(
        Expressions.call(
            rows, ROWS, block.append("input", input.block), implementor.getRootExpression()));
    return implementor.result(type, block.toBlock());
  }

  /** The rule of {@link #RULE}. */
  public static final class FromLogical extends ConverterRule {
    static final Config CONFIG =
        Config.INSTANCE
            .withConversion(
                LogicalTableFunctionScan.class,
                scan -> scan.getCall() instanceof RexCall c && c.getOperator() == Spread.INSTANCE,
                Convention.NONE,
                EnumerableConvention.INSTANCE,
                "RowSpread")
            .withRuleFactory(FromLogical::new);

    /** Made by Calcite from the configuration. */
    public FromLogical(Config config) {
      super(config);
    }

    @Override
    public RelNode convert(RelNode node) {
      LogicalTableFunctionScan scan = (LogicalTableFunctionScan) node;
      RelNode input = scan.getInput(0);
      return new RowSpread(
          scan.getCluster(),
          convert(input, input.getTraitSet().replace(EnumerableConvention.INSTANCE)),
          (RexCall) scan.getCall(),
          scan.getRowType());
    }
  }
}
