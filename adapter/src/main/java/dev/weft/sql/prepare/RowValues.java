package dev.weft.sql.prepare;

import dev.weft.error.QueryException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Keeps values of several columns, such as {@code (sip, dip)}, out of columns. Calcite's generated
 * code takes each for different from every other, so that a DISTINCT over them would count rows.
 * COUNT(DISTINCT (a, b)) becomes COUNT(DISTINCT a, b) where that means the same.
 */
final class RowValues extends RelHomogeneousShuttle {
  private RowValues() {}

  /**
   * The plan without columns of row values.
   *
   * @throws QueryException where it can't do without them
   */
  static RelNode in(RelNode plan) {
    RelNode apart = plan.accept(new RowValues());
    refuse(apart);
    return apart;
  }

  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    return visited instanceof LogicalAggregate aggregate
            && aggregate.getInput() instanceof LogicalProject project
        ? countedApart(aggregate, project)
        : visited;
  }

  private static RelNode countedApart(LogicalAggregate aggregate, LogicalProject project) {
    List<RexNode> expressions = new ArrayList<>(project.getProjects());
    List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
    List<AggregateCall> calls = new ArrayList<>();
    boolean changed = false;
    for (AggregateCall call : aggregate.getAggCallList()) {
      List<RexNode> parts = parts(call, project);
      if (parts.isEmpty()) {
        calls.add(call);
        continue;
      }
      changed = true;
      List<Integer> arguments = new ArrayList<>();
      for (RexNode part : parts) {
        arguments.add(expressions.size());
        names.add("part" + expressions.size());
        expressions.add(part);
      }
      int row = call.getArgList().get(0);
      expressions.set(row, parts.get(0));
      calls.add(call.withArgList(arguments));
    }
    if (!changed) {
      return aggregate;
    }
    RelNode input =
        LogicalProject.create(
            project.getInput(), project.getHints(), expressions, names, project.getVariablesSet());
    return aggregate.copy(
        aggregate.getTraitSet(), input, aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
  }

  /** The columns of the row value that a call counts; empty where it counts something else. */
  private static List<RexNode> parts(AggregateCall call, LogicalProject project) {
    if (call.getAggregation().getKind() == SqlKind.COUNT
        && call.isDistinct()
        && call.getArgList().size() == 1
        && project.getProjects().get(call.getArgList().get(0)) instanceof RexCall row
        && row.getKind() == SqlKind.ROW
        && row.getOperands().stream().noneMatch(o -> o.getType().isNullable())) {
      return row.getOperands();
    }
    return List.of();
  }

  private static void refuse(RelNode node) {
    for (RelDataTypeField field : node.getRowType().getFieldList()) {
      if (field.getType().isStruct()) {
        throw new QueryException(
            "a row of several values, such as (sip, dip), is no column; name its parts one by one,"
                + " as in COUNT(DISTINCT sip, dip)");
      }
    }
    node.getInputs().forEach(RowValues::refuse);
  }
}
