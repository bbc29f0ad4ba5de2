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

/** Table {@code flow_types}: the (class, type) pairs that the site knows. */
final class FlowTypesTable extends AbstractTable implements ScannableTable {
  private final FlowStore store;

  FlowTypesTable(FlowStore store) {
    this.store = store;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    return types
        .builder()
        .add("class", SqlTypes.text(types))
        .add("type", SqlTypes.text(types))
        .add("id", SqlTypeName.INTEGER)
        .add("is_default", SqlTypeName.BOOLEAN)
        .build();
  }

  @Override
  public Enumerable<@Nullable Object[]> scan(DataContext context) {
    List<@Nullable Object[]> rows = store.site().types().stream().map(FlowTypesTable::row).toList();
    return Linq4j.asEnumerable(rows);
  }

  private static @Nullable Object[] row(Site.FlowType t) {
    return new @Nullable Object[] {t.className(), t.typeName(), t.id(), t.isDefault()};
  }
}
