package dev.weft.sql.rel;

import dev.weft.sql.function.TableFunction;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
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
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.metadata.RelColumnMapping;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** A {@link TableFunction} that runs row by row. */
public final class RowTableFunction extends TableFunctionScan implements EnumerableRel {
  /** For functions that are none of Weft's. */
  private static final ConverterRule CALCITES =
      (ConverterRule) EnumerableRules.ENUMERABLE_TABLE_FUNCTION_SCAN_RULE;

  /** From the logical node; to be used instead of Calcite's. */
  public static final RelOptRule RULE = FromLogical.CONFIG.toRule(FromLogical.class);

  private static final Method ROWS =
      Types.lookupMethod(TableRows.class, "of", Enumerable.class, DataContext.class);
  private static final Method ROWS_OF_NO_TABLE =
      Types.lookupMethod(TableRows.class, "of", DataContext.class);

  private RowTableFunction(
      RelOptCluster cluster, List<RelNode> inputs, RexNode call, RelDataType rowType) {
    super(
        cluster,
        cluster.traitSetOf(EnumerableConvention.INSTANCE),
        inputs,
        call,
        null,
        rowType,
        null);
  }

  /** The function that a node calls; null where it is none of Weft's. */
  public static @Nullable TableFunction function(TableFunctionScan scan) {
    return scan.getCall() instanceof RexCall c && c.getOperator() instanceof TableFunction f
        ? f
        : null;
  }

  @Override
  public RowTableFunction copy(
      RelTraitSet traits,
      List<RelNode> inputs,
      RexNode call,
      @Nullable Type elementType,
      RelDataType rowType,
      @Nullable Set<RelColumnMapping> mappings) {
    return new RowTableFunction(getCluster(), inputs, call, rowType);
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer preference) {
    TableFunction function = function(this);
    if (function == null) {
      throw new IllegalStateException("no function of Weft's: " + getCall());
    }
    BlockBuilder block = new BlockBuilder();
    List<Expression> arguments = new ArrayList<>();
    if (function.isOfTable()) {
      Result input = implementor.visitChild(this, 0, (EnumerableRel) getInput(0), Prefer.ARRAY);
      arguments.add(block.append("input", input.block));
    }
    arguments.add(implementor.getRootExpression());
    Expression rows =
        implementor.stash(
            new TableRows(
                function,
                (RexCall) getCall(),
                function.isOfTable() ? getInput(0).getRowType() : null,
                getRowType(),
                getCluster().getRexBuilder()),
            TableRows.class);
    PhysType type =
        PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
    block.add(Expressions.call(rows, function.isOfTable() ? ROWS : ROWS_OF_NO_TABLE, arguments));
    return implementor.result(type, block.toBlock());
  }

  /** The rule of {@link #RULE}. */
  public static final class FromLogical extends ConverterRule {
    static final Config CONFIG =
        Config.INSTANCE
            .withConversion(
                LogicalTableFunctionScan.class,
                scan -> true,
                Convention.NONE,
                EnumerableConvention.INSTANCE,
                "RowTableFunction")
            .withRuleFactory(FromLogical::new);

    /** Made by Calcite from the configuration. */
    public FromLogical(Config config) {
      super(config);
    }

    @Override
    public @Nullable RelNode convert(RelNode node) {
      LogicalTableFunctionScan scan = (LogicalTableFunctionScan) node;
      if (function(scan) == null) {
        return CALCITES.convert(node);
      }
      List<RelNode> inputs = new ArrayList<>();
      for (RelNode input : scan.getInputs()) {
        inputs.add(convert(input, input.getTraitSet().replace(EnumerableConvention.INSTANCE)));
      }
      return new RowTableFunction(scan.getCluster(), inputs, scan.getCall(), scan.getRowType());
    }
  }
}
