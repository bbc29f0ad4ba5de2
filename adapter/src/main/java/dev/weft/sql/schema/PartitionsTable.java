package dev.weft.sql.schema;

import dev.weft.batch.OpenFlowFile;
import dev.weft.batch.Zone;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import dev.weft.scan.ScanOptions;
import dev.weft.sql.type.SqlTypes;
import dev.weft.store.FlowFile;
import dev.weft.store.FlowStore;
import dev.weft.store.KeyBounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code partitions}: the files that hold flows. Keys that a path does not tell are NULL, as
 * are counts and bounds that only reading all flows would tell.
 */
final class PartitionsTable extends AbstractTable implements ScannableTable {
  private final FlowStore store;
  private final ScanOptions options;

  PartitionsTable(FlowStore store, ScanOptions options) {
    this.store = store;
    this.options = options;
  }

  @Override
  public RelDataType getRowType(RelDataTypeFactory types) {
    RelDataType text = SqlTypes.nullable(types, SqlTypes.text(types));
    RelDataType time = SqlTypes.nullable(types, SqlTypes.timestamp(types));
    RelDataType count = SqlTypes.nullable(types, types.createSqlType(SqlTypeName.BIGINT));
    return types
        .builder()
        .add("type", text)
        .add("class", text)
        .add("sensor", text)
        .add("start_hour", time)
        .add("file", SqlTypes.text(types))
        .add("records", count)
        .add("bytes_on_disk", SqlTypeName.BIGINT)
        .add("min_stime", time)
        .add("max_etime", time)
        .build();
  }

  @Override
  public Enumerable<@Nullable Object[]> scan(DataContext context) {
    return new AbstractEnumerable<>() {
      @Override
      public Enumerator<@Nullable Object[]> enumerator() {
        try {
          Iterator<FlowFile> files = store.files(KeyBounds.ALL, options.warnings()).iterator();
          return Linq4j.transform(Linq4j.iterableEnumerator(() -> files), f -> row(f));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private @Nullable Object[] row(FlowFile file) {
    Site site = store.site();
    try (OpenFlowFile open = file.open(options.warnings())) {
      return new @Nullable Object[] {
        file.flowtype() < 0 ? null : site.typeLabel(file.flowtype()),
        file.flowtype() < 0 ? null : site.classLabel(file.flowtype()),
        file.sensor() < 0 ? null : site.sensorLabel(file.sensor()),
        file.hour() == FlowFile.UNKNOWN_HOUR ? null : file.hour(),
        name(file.path()),
        records(open),
        file.bytes(),
        least(open),
        greatest(open)
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name(Path path) {
    Path location = store.location();
    return (path.startsWith(location) && !path.equals(location) ? location.relativize(path) : path)
        .toString();
  }

  private static @Nullable Long records(OpenFlowFile file) {
    long sum = 0;
    for (int b = 0; b < file.blocks(); b++) {
      if (file.rows(b) < 0) {
        return null;
      }
      sum += file.rows(b);
    }
    return sum;
  }

  private static @Nullable Long least(OpenFlowFile file) {
    long least = Long.MAX_VALUE;
    for (int b = 0; b < file.blocks(); b++) {
      Zone zone = file.zone(b, FlowColumn.STIME);
      least = Math.min(least, zone.minLow());
    }
    return least == Long.MIN_VALUE || file.blocks() == 0 ? null : (Long) least;
  }

  private static @Nullable Long greatest(OpenFlowFile file) {
    long greatest = Long.MIN_VALUE;
    for (int b = 0; b < file.blocks(); b++) {
      Zone zone = file.zone(b, FlowColumn.ETIME);
      greatest = Math.max(greatest, zone.maxLow());
    }
    return greatest == Long.MAX_VALUE || file.blocks() == 0 ? null : (Long) greatest;
  }
}
