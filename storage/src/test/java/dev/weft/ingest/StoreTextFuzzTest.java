package dev.weft.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.batch.Batch;
import dev.weft.batch.Vector;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import dev.weft.store.StoreLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The texts that imports read, against any bytes; see ForeignBytesFuzzTest. */
class StoreTextFuzzTest {
  @FuzzTest(maxDuration = "3m")
  void rwcutText(byte[] data) {
    Vector[] columns = new Vector[FlowColumn.count()];
    for (FlowColumn c : FlowColumn.values()) {
      columns[c.ordinal()] = Vector.of(c.kind(), Batch.ROWS);
    }
    try (RwcutSource flows =
        RwcutSource.open(new ByteArrayInputStream(data), "fuzz", Site.EMPTY, WarningSink.NONE)) {
      while (flows.next() > 0) {
        for (FlowColumn c : FlowColumn.values()) {
          if (c.isStored()) {
            flows.read(c, columns[c.ordinal()]);
          }
        }
      }
    } catch (IOException e) {
      return; // refused, as it should be
    }
  }

  @FuzzTest(maxDuration = "3m")
  void ledger(byte[] data) throws IOException {
    Path store = Files.createTempDirectory("fuzz");
    StoreLayout layout = new StoreLayout(store);
    Path file = layout.ledgerOfDay(0);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, data);
      for (Ledger.Entry entry : new Ledger(layout, WarningSink.NONE).read(0)) {
        entry.line();
      }
    } finally {
      Staging.deleteTree(store);
    }
  }

  @FuzzTest(maxDuration = "3m")
  void manifest(byte[] data) throws IOException {
    Path staging = Files.createTempDirectory("fuzz");
    try {
      Files.write(staging.resolve("commit-1"), data);
      StagedCommit.readAll(staging);
    } catch (IOException e) {
      return; // refused, as it should be
    } finally {
      Staging.deleteTree(staging);
    }
  }
}
