package dev.weft.sql.schema;

import dev.weft.sql.rel.WeftScan;
import dev.weft.sql.rule.PlanningContext;
import dev.weft.sql.rule.WeftSubtreeRule;
import dev.weft.sql.translate.ColumnValues;
import dev.weft.sql.type.SqlColumn;
import java.util.List;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** Table {@code flows}: a row is a unidirectional flow record. */
public final class FlowsTable extends AbstractTable implements TranslatableTable {
  /** A guess that only weighs plans: flows are many, everything else is few. */
  private static final double ROWS = 1e7;

  private final WeftSchema schema;
  private final ColumnValues columns;

  FlowsTable(WeftSchema schema, ColumnValues columns) {
    this.schema = schema;
    this.columns = columns;
  }

  /** The schema of the store whose flows these are. */
  public WeftSchema schema() {
    return schema;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    return SqlColumn.rowType(types);
  }

  @Override
  public Statistic getStatistic() {
    return Statistics.of(ROWS, List.of());
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    RelOptPlanner planner = context.getCluster().getPlanner();
    if (planner.getContext().unwrap(PlanningContext.class) == null) {
      WeftSubtreeRule.all().forEach(planner::addRule);
    }
    return new WeftScan(context.getCluster(), table, schema.store(), columns);
  }
}
