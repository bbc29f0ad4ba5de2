package dev.weft.sql.schema;

import java.util.List;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A named query that is read like a table: its plan becomes part of the plan that names it. */
public final class StoredView extends AbstractTable implements TranslatableTable {
  private final String sql;
  private final RelDataType rowType;
  private final List<String> path;

  /**
   * @param rowType of the query
   * @param path of the schema whose tables the query names
   */
  public StoredView(String sql, RelDataType rowType, List<String> path) {
    this.sql = sql;
    this.rowType = rowType;
    this.path = List.copyOf(path);
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    return rowType;
  }

  @Override
  public Schema.TableType getJdbcTableType() {
    return Schema.TableType.VIEW;
  }

  @Override
  public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
    return context.expandView(rowType, sql, path, table.getQualifiedName()).rel;
  }
}
