package dev.weft.sql.rel;

import dev.weft.sql.exec.Keeping;
import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;

/** Counts rows on their way to an operator of Calcite's that keeps them, or groups of them. */
public final class KeptRows extends SingleRel implements EnumerableRel {
  private static final Method OF =
      Types.lookupMethod(Keeping.class, "of", Enumerable.class, DataContext.class);

  private final Keeping keeping;

  public KeptRows(RelNode input, Keeping keeping) {
    super(input.getCluster(), input.getTraitSet(), input);
    this.keeping = keeping;
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new KeptRows(inputs.get(0), keeping);
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer preference) {
    Result input = implementor.visitChild(this, 0, (EnumerableRel) getInput(), preference);
    BlockBuilder block = new BlockBuilder();
    Expression rows = block.append("rows", input.block);
    Expression counted = implementor.stash(keeping, Keeping.class);
    block.add(
        Expressions.return_(
            null, Expressions.call(counted, OF, rows, implementor.getRootExpression())));
    return implementor.result(input.physType, block.toBlock());
  }
}
