package dev.weft.sql.exec;

import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/**
 * An execution for a user: what {@code CURRENT_USER} and its kin tell. Calcite's own says "sa", and
 * tells remote users whom the server's process belongs to.
 */
public record OfUser(DataContext context, String user) implements DataContext {
  @Override
  public @Nullable Object get(String name) {
    return name.equals(Variable.USER.camelName) || name.equals(Variable.SYSTEM_USER.camelName)
        ? user
        : context.get(name);
  }

  @Override
  public @Nullable SchemaPlus getRootSchema() {
    return context.getRootSchema();
  }

  @Override
  public JavaTypeFactory getTypeFactory() {
    return context.getTypeFactory();
  }

  @Override
  public QueryProvider getQueryProvider() {
    return context.getQueryProvider();
  }
}
