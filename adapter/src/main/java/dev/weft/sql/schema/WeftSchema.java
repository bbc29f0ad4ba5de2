package dev.weft.sql.schema;

import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.function.NamedFiles;
import dev.weft.sql.translate.ColumnValues;
import dev.weft.store.FlowStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;

/**
 * One store as a schema: {@code flows}, {@code sensors}, {@code flow_types}, {@code partitions} and
 * the views of its {@code views.sql}. Does not close the store.
 */
public final class WeftSchema extends AbstractSchema {
  private final FlowStore store;
  private final QueryOptions options;
  private final NamedFiles files;
  private final StatementCache statements = new StatementCache();
  private final Map<String, Table> tables = new LinkedHashMap<>();

  public WeftSchema(FlowStore store, QueryOptions options) {
    this.store = store;
    this.options = options;
    this.files = new StoreFiles(store, options.scan().warnings());
    tables.put("flows", new FlowsTable(this, new ColumnValues(store.site())));
    tables.put("sensors", new SensorsTable(store));
    tables.put("flow_types", new FlowTypesTable(store));
    tables.put("partitions", new PartitionsTable(store, options.scan()));
  }

  public FlowStore store() {
    return store;
  }

  public QueryOptions options() {
    return options;
  }

  /** The store's IP sets and prefix maps. */
  public NamedFiles files() {
    return files;
  }

  /** Statements prepared on this schema. */
  public StatementCache statements() {
    return statements;
  }

  /** True for the name of a table that is no view. */
  public boolean isTable(String name) {
    return tables.entrySet().stream()
        .anyMatch(t -> t.getKey().equalsIgnoreCase(name) && !(t.getValue() instanceof StoredView));
  }

  /** Adds a view, before the schema is used. */
  public void addView(String name, Table view) {
    tables.put(name, view);
  }

  @Override
  protected Map<String, Table> getTableMap() {
    return tables;
  }

  @Override
  public boolean isMutable() {
    return false;
  }
}
