package dev.weft.sql.schema;

import dev.weft.flow.Site;
import dev.weft.sql.type.SqlTypes;
import dev.weft.store.FlowStore;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Table {@code sensors}: the sensors that the site knows. */
final class SensorsTable extends AbstractTable implements ScannableTable {
  private final FlowStore store;

  SensorsTable(FlowStore store) {
    this.store = store;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    return types
        .builder()
        .add("name", SqlTypes.text(types))
        .add("id", SqlTypeName.INTEGER)
        .add("description", SqlTypes.nullable(types, SqlTypes.text(types)))
        .build();
  }

  @Override
  public Enumerable<@Nullable Object[]> scan(DataContext context) {
    List<@Nullable Object[]> rows = store.site().sensors().stream().map(SensorsTable::row).toList();
    return Linq4j.asEnumerable(rows);
  }

  private static @Nullable Object[] row(Site.Sensor s) {
    return new @Nullable Object[] {s.name(), s.id(), s.description()};
  }
}
