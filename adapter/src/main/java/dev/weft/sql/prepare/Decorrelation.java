package dev.weft.sql.prepare;

import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/**
 * Correlated joins as joins. Calcite takes a column for never NULL where the condition of an outer
 * join needs it not to be, though its NULLs come through such a join; a second sub-query that asks
 * for the same column would lose their rows. So these columns hide from it behind a function while
 * it works.
 */
final class Decorrelation {
  private static final SqlOperator HIDDEN =
      new SqlFunction(
          "hidden",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);

  private Decorrelation() {}

  /** True where LATERAL made such a join. */
  static boolean isNeeded(RelNode plan) {
    return plan instanceof Correlate || plan.getInputs().stream().anyMatch(Decorrelation::isNeeded);
  }

  static RelNode of(RelNode plan) {
    checkJoins(plan);
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(plan.getCluster(), null);
    return RelDecorrelator.decorrelateQuery(plan.accept(new Hiding()), builder)
        .accept(new Showing());
  }

  /** Calcite would join all rows of the one with all of the other, whatever row they belong to. */
  private static void checkJoins(RelNode node) {
    if (node instanceof Join join) {
      Set<CorrelationId> both = new HashSet<>(RelOptUtil.getVariablesUsed(join.getLeft()));
      both.retainAll(RelOptUtil.getVariablesUsed(join.getRight()));
      if (!both.isEmpty()) {
        throw new StatementException(
            "two queries that are joined inside a sub-query both use a column of the query around it,"
                + " which Weft can't run; write the condition in the sub-query's own WHERE, or make"
                + " two sub-queries of it",
            "0A000");
      }
    }
    node.getInputs().forEach(Decorrelation::checkJoins);
  }

  private static final class Hiding extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode node) {
      RelNode visited = super.visit(node);
      return visited instanceof LogicalCorrelate correlate
          ? keepingRow(hiding(correlate))
          : visited;
    }

    /**
     * What LATERAL asks of all rows is one row, even of none. Calcite sees to that only in an outer
     * join, which then comes to the same.
     */
    private static RelNode keepingRow(LogicalCorrelate correlate) {
      if (correlate.getJoinType() != JoinRelType.INNER || !isOneRow(correlate.getRight())) {
        return correlate;
      }
      RelNode outer =
          LogicalCorrelate.create(
              correlate.getLeft(),
              correlate.getRight(),
              correlate.getHints(),
              correlate.getCorrelationId(),
              correlate.getRequiredColumns(),
              JoinRelType.LEFT);
      return RelOptUtil.createCastRel(outer, correlate.getRowType(), true);
    }

    private static boolean isOneRow(RelNode node) {
      return node instanceof Project project
          ? isOneRow(project.getInput())
          : node instanceof Aggregate aggregate && aggregate.getGroupCount() == 0;
    }

    private static LogicalCorrelate hiding(LogicalCorrelate correlate) {
      if (!hasOuterJoin(correlate.getLeft())) {
        return correlate;
      }
      RelNode left = correlate.getLeft();
      RexBuilder rexBuilder = left.getCluster().getRexBuilder();
      List<RexNode> columns =
          IntStream.range(0, left.getRowType().getFieldCount())
              .mapToObj(i -> hidden(correlate, rexBuilder, i))
              .toList();
      RelNode hiding =
          LogicalProject.create(left, List.of(), columns, left.getRowType(), ImmutableSet.of());
      return (LogicalCorrelate)
          correlate.copy(correlate.getTraitSet(), List.of(hiding, correlate.getRight()));
    }

    private static RexNode hidden(Correlate correlate, RexBuilder rexBuilder, int column) {
      RexNode ref = rexBuilder.makeInputRef(correlate.getLeft(), column);
      return ref.getType().isNullable() && correlate.getRequiredColumns().get(column)
          ? rexBuilder.makeCall(HIDDEN, ref)
          : ref;
    }
  }

  private static boolean hasOuterJoin(RelNode node) {
    return node instanceof Join join && join.getJoinType().isOuterJoin()
        || node instanceof Correlate correlate && correlate.getJoinType().isOuterJoin()
        || node.getInputs().stream().anyMatch(Decorrelation::hasOuterJoin);
  }

  private static final class Showing extends RelHomogeneousShuttle {
    private final RexShuttle expressions =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            RexNode visited = super.visitCall(call);
            return visited instanceof RexCall c && c.getOperator() == HIDDEN
                ? c.getOperands().get(0)
                : visited;
          }
        };

    @Override
    public RelNode visit(RelNode node) {
      return super.visit(node).accept(expressions);
    }
  }
}
