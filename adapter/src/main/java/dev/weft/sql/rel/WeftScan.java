package dev.weft.sql.rel;

import dev.weft.operator.Plan;
import dev.weft.predicate.Predicate;
import dev.weft.sql.translate.ColumnValues;
import dev.weft.sql.type.SqlColumn;
import dev.weft.sql.type.Value;
import dev.weft.store.FlowStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.core.TableScan;

/** All flows of a store. What is read of them is decided by the nodes above. */
public final class WeftScan extends TableScan implements WeftRel {
  private final FlowStore store;
  private final ColumnValues columns;

  public WeftScan(RelOptCluster cluster, RelOptTable table, FlowStore store, ColumnValues columns) {
    super(cluster, cluster.traitSetOf(CONVENTION), List.of(), table);
    this.store = store;
    this.columns = columns;
  }

  @Override
  public Fragment translate(Translation translation) {
    List<Value> values = new ArrayList<>();
    for (SqlColumn c : SqlColumn.values()) {
      values.add(columns.value(c));
    }
    return new Fragment(new Plan.Scan(store, new Predicate.Always(true), Set.of()), values);
  }
}
