package dev.weft.sql.schema;

import dev.weft.scan.ScanOptions;
import dev.weft.sql.type.SqlTypes;
import dev.weft.store.FlowStore;
import dev.weft.store.KeyBounds;
import dev.weft.store.PartitionInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
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
          return Linq4j.transform(
              Linq4j.enumerator(
                  PartitionInfo.list(
                      store, KeyBounds.ALL, true, options.threads(), options.warnings())),
              PartitionsTable::row);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private static @Nullable Object[] row(PartitionInfo p) {
    return new @Nullable Object[] {
      p.typeName(),
      p.className(),
      p.sensorName(),
      p.startHour(),
      p.file(),
      p.records(),
      p.bytesOnDisk(),
      p.minStime(),
      p.maxEtime()
    };
  }
}
