package dev.weft.sql.rel;

import dev.weft.sql.exec.Keeping;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.function.Function2;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.MethodCallExpression;
import org.apache.calcite.linq4j.tree.Shuttle;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.util.BuiltInMethod;
import org.jspecify.annotations.Nullable;

/**
 * Counts the groups of GROUPING SETS in code of Calcite's. Stands above the aggregate, and has the
 * method that groups exchanged in its code: no rows are asked to group themselves there.
 */
public final class KeptGroups extends SingleRel implements EnumerableRel {
  private static final Method SETS =
      Types.lookupMethod(
          Keeping.class,
          "sets",
          DataContext.class,
          int[].class,
          Enumerable.class,
          List.class,
          Function0.class,
          Function2.class,
          Function2.class);

  private final Keeping keeping;
  private final int[] totals;

  public KeptGroups(Aggregate aggregate, Keeping keeping) {
    this(aggregate, keeping, totals(aggregate));
  }

  private KeptGroups(RelNode aggregate, Keeping keeping, int[] totals) {
    super(aggregate.getCluster(), aggregate.getTraitSet(), aggregate);
    this.keeping = keeping;
    this.totals = totals;
  }

  private static int[] totals(Aggregate aggregate) {
    return IntStream.range(0, aggregate.getGroupSets().size())
        .filter(i -> aggregate.getGroupSets().get(i).isEmpty())
        .toArray();
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new KeptGroups(inputs.get(0), keeping, totals);
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer preference) {
    Result input = implementor.visitChild(this, 0, (EnumerableRel) getInput(), preference);
    Expression counted = implementor.stash(keeping, Keeping.class);
    Expression ofNoRows = implementor.stash(totals, int[].class);
    Shuttle exchange =
        new Shuttle() {
          @Override
          public Expression visit(
              MethodCallExpression call, @Nullable Expression target, List<Expression> operands) {
            if (!call.method.equals(BuiltInMethod.GROUP_BY_MULTIPLE.method)) {
              return super.visit(call, target, operands);
            }
            List<Expression> all = new ArrayList<>();
            all.add(implementor.getRootExpression());
            all.add(ofNoRows);
            all.addAll(operands);
            return Expressions.call(counted, SETS, all);
          }
        };
    return implementor.result(input.physType, input.block.accept(exchange));
  }
}
