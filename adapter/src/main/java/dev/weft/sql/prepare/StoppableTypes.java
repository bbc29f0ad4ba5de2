package dev.weft.sql.prepare;

import dev.weft.sql.type.WeftTypeSystem;
import java.util.List;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.StructKind;

/**
 * The types of SQL. Whatever validates, converts or plans asks for types all the time; this is the
 * place where it finds out that it is to stop.
 */
final class StoppableTypes extends JavaTypeFactoryImpl {
  StoppableTypes() {
    super(WeftTypeSystem.INSTANCE);
  }

  @Override
  protected RelDataType canonize(RelDataType type) {
    Planning.check();
    return super.canonize(type);
  }

  @Override
  protected RelDataType canonize(
      StructKind kind, List<String> names, List<RelDataType> types, boolean nullable) {
    Planning.check();
    return super.canonize(kind, names, types, nullable);
  }
}
