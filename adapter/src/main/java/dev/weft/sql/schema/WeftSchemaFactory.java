package dev.weft.sql.schema;

import dev.weft.error.WarningSink;
import dev.weft.sql.exec.QueryOptions;
import dev.weft.store.FlowStore;
import dev.weft.store.SilkRoot;
import dev.weft.store.WeftStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.SchemaFactory;
import org.apache.calcite.schema.SchemaPlus;

/**
 * Makes a store a schema of a Calcite model, operand {@code directory}, for queries that join flows
 * with other sources by {@code jdbc:calcite:model=...}.
 *
 * <p>Conditions, projections and aggregates run in batches there too, but SQL is Calcite's, not
 * Weft's: addresses are {@code VARBINARY(16)} (IPv4 as ::ffff:a.b.c.d), Weft's functions are
 * unknown, SUM and AVG have the type of their argument, and the connection must be given {@code
 * timeZone=UTC}.
 */
public final class WeftSchemaFactory implements SchemaFactory {
  @Override
  public Schema create(SchemaPlus parent, String name, Map<String, Object> operand) {
    Object directory = operand.get("directory");
    if (directory == null) {
      throw new IllegalArgumentException(
          "schema " + name + ": operand 'directory' is missing; it names a store of flows");
    }
    try {
      return new WeftSchema(open(Path.of(directory.toString())), QueryOptions.DEFAULTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FlowStore open(Path directory) throws IOException {
    return WeftStore.isStore(directory)
        ? WeftStore.open(directory, WarningSink.NONE)
        : SilkRoot.open(directory, null, WarningSink.NONE);
  }
}
