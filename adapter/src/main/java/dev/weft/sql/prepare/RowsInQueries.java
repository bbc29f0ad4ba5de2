package dev.weft.sql.prepare;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.LogicVisitor;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Rows of several values, some of them NULL, that are IN a query. Calcite calls it unknown as soon
 * as one of the values is NULL; but {@code (6, NULL) IN ((1, 8))} is FALSE, for 6 differs from 1.
 * Where unknown is not the same as FALSE, the question is asked by EXISTS: whether a row equals,
 * and whether a row may equal.
 */
final class RowsInQueries extends RelHomogeneousShuttle {
  private RowsInQueries() {}

  /** The plan with these conditions as what they mean. */
  static RelNode in(RelNode plan) {
    return plan.accept(new RowsInQueries());
  }

  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node).accept(new Nested());
    if (visited instanceof LogicalFilter filter) {
      Rows rows = new Rows(filter, filter.getVariablesSet(), RelOptUtil.Logic.TRUE);
      RexNode condition = rows.apply(filter.getCondition());
      return rows.changed
          ? LogicalFilter.create(filter.getInput(), condition, ImmutableSet.copyOf(rows.variables))
          : filter;
    }
    if (visited instanceof LogicalProject project) {
      Rows rows = new Rows(project, project.getVariablesSet(), RelOptUtil.Logic.TRUE_FALSE_UNKNOWN);
      List<RexNode> columns = project.getProjects().stream().map(rows::apply).toList();
      return rows.changed
          ? LogicalProject.create(
              project.getInput(),
              project.getHints(),
              columns,
              project.getRowType(),
              ImmutableSet.copyOf(rows.variables))
          : project;
    }
    return visited;
  }

  /** Goes into the queries of expressions. */
  private final class Nested extends RexShuttle {
    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      RexNode visited = super.visitSubQuery(query);
      return visited instanceof RexSubQuery q ? q.clone(q.rel.accept(RowsInQueries.this)) : visited;
    }
  }

  /** The conditions of one node. */
  private static final class Rows {
    private final RexBuilder rexBuilder;
    private final RelNode input;
    private final RelOptUtil.Logic logic;
    private Set<CorrelationId> variables;
    private boolean changed;

    Rows(RelNode node, Set<CorrelationId> variables, RelOptUtil.Logic logic) {
      this.rexBuilder = node.getCluster().getRexBuilder();
      this.input = node.getInput(0);
      this.variables = variables;
      this.logic = logic;
    }

    RexNode apply(RexNode expression) {
      return expression.accept(
          new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery query) {
              return query.getKind() == SqlKind.IN
                      && query.getOperands().size() > 1
                      && query.getType().isNullable()
                  ? rewritten(query, LogicVisitor.find(logic, ImmutableList.of(expression), query))
                  : query;
            }
          });
    }

    private RexNode rewritten(RexSubQuery query, RelOptUtil.Logic wanted) {
      switch (wanted) {
        case TRUE, TRUE_FALSE, UNKNOWN_AS_FALSE -> {
          return query;
        }
        case FALSE, UNKNOWN_AS_TRUE -> {
          changed = true;
          return exists(query, true);
        }
        case TRUE_FALSE_UNKNOWN -> {
          changed = true;
          return rexBuilder.makeCall(
              query.getType(),
              SqlStdOperatorTable.CASE,
              List.of(
                  exists(query, false),
                  rexBuilder.makeLiteral(true),
                  exists(query, true),
                  rexBuilder.makeNullLiteral(
                      rexBuilder.getTypeFactory().createSqlType(SqlTypeName.BOOLEAN)),
                  rexBuilder.makeLiteral(false)));
        }
      }
      throw new IllegalStateException("no such logic: " + wanted);
    }

    /** True where the query has a row that equals the values, or that may equal them. */
    private RexNode exists(RexSubQuery query, boolean perhaps) {
      List<RexNode> conditions = new ArrayList<>();
      RexNode outer = rexBuilder.makeCorrel(input.getRowType(), correlation(query));
      for (int i = 0; i < query.getOperands().size(); i++) {
        RexNode value = query.getOperands().get(i).accept(new Outer(outer));
        RexNode column = rexBuilder.makeInputRef(query.rel, i);
        List<RexNode> equal = new ArrayList<>();
        equal.add(rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, value, column));
        for (RexNode side : List.of(value, column)) {
          if (perhaps && side.getType().isNullable()) {
            equal.add(rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, side));
          }
        }
        conditions.add(RexUtil.composeDisjunction(rexBuilder, equal));
      }
      return RexSubQuery.exists(
          LogicalFilter.create(query.rel, RexUtil.composeConjunction(rexBuilder, conditions)));
    }

    /**
     * The name of the node's row in queries: the one that this query knows already, or a new one.
     */
    private CorrelationId correlation(RexSubQuery query) {
      Set<CorrelationId> used = RelOptUtil.getVariablesUsed(query.rel);
      for (CorrelationId id : variables) {
        if (used.contains(id) || used.isEmpty()) {
          return id;
        }
      }
      CorrelationId id = input.getCluster().createCorrel();
      variables = ImmutableSet.<CorrelationId>builder().addAll(variables).add(id).build();
      return id;
    }

    private final class Outer extends RexShuttle {
      private final RexNode row;

      Outer(RexNode row) {
        this.row = row;
      }

      @Override
      public RexNode visitInputRef(RexInputRef ref) {
        return rexBuilder.makeFieldAccess(row, ref.getIndex());
      }
    }
  }
}
