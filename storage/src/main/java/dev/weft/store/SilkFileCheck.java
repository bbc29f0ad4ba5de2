package dev.weft.store;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.OpenFlowFile;
import dev.weft.batch.Vector;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Verifies a SiLK file: decodes every flow, and compares hour, sensor and type with its place. */
final class SilkFileCheck implements StoreVerifier.FileCheck {
  private final FlowFile file;
  private final Site site;
  private final Vector[] columns = new Vector[FlowColumn.count()]; // made by run
  private long otherHour;
  private long otherSensor;
  private long otherType;

  SilkFileCheck(FlowFile file, Site site) {
    this.file = file;
    this.site = site;
  }

  @Override
  public void run(LongConsumer rows, Consumer<StoreFinding> findings) {
    for (FlowColumn c : FlowColumn.values()) {
      columns[c.ordinal()] = Vector.of(c.kind(), Batch.ROWS);
    }
    try (OpenFlowFile open = file.open(WarningSink.NONE)) {
      for (int b = 0; b < open.blocks(); b++) {
        try (ChunkReader reader = open.read(b)) {
          for (int n = reader.next(); n > 0; n = reader.next()) {
            check(reader, n);
            rows.accept(n);
          }
        }
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (CorruptFileException e) {
      findings.accept(damaged(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      findings.accept(damaged(file.path() + ": can't be read: " + e.getMessage()));
    }
    tellMisplaced(otherHour, "another hour than its name tells", findings);
    tellMisplaced(otherSensor, "another sensor than " + site.sensorLabel(file.sensor()), findings);
    tellMisplaced(otherType, "another type than " + site.typeLabel(file.flowtype()), findings);
  }

  private StoreFinding damaged(String message) {
    return new StoreFinding(StoreFinding.Kind.DAMAGED, file.path(), -1, message);
  }

  private void tellMisplaced(long count, String what, Consumer<StoreFinding> findings) {
    if (count > 0) {
      findings.accept(
          new StoreFinding(
              StoreFinding.Kind.MISPLACED,
              file.path(),
              count,
              "%s: %d flows of %s".formatted(file.path(), count, what)));
    }
  }

  private void check(ChunkReader reader, int n) throws IOException {
    for (FlowColumn c : FlowColumn.values()) {
      reader.read(c, columns[c.ordinal()]);
    }
    if (file.hour() != FlowFile.UNKNOWN_HOUR) {
      long[] starts = ((LongVector) columns[FlowColumn.STIME.ordinal()]).values;
      for (int i = 0; i < n; i++) {
        long within = starts[i] - file.hour();
        otherHour += within >= 0 && within < StoreLayout.HOUR_MILLIS ? 0 : 1;
      }
    }
    otherSensor += different(FlowColumn.SENSOR, file.sensor(), n);
    otherType += different(FlowColumn.FLOWTYPE, file.flowtype(), n);
  }

  private long different(FlowColumn column, int expected, int n) {
    if (expected < 0) {
      return 0;
    }
    long[] values = ((LongVector) columns[column.ordinal()]).values;
    long count = 0;
    for (int i = 0; i < n; i++) {
      count += values[i] == expected ? 0 : 1;
    }
    return count;
  }
}
