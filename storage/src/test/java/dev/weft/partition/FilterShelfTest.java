package dev.weft.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterShelfTest {
  private static final int[] ROWS = {5, 300, 2_000, 1, 40}; // the filter of 2,000 has many pages

  @TempDir Path folder;

  @Test
  void theShelfSaysWhatTheFilesSayOnceTheirPagesAreKnown() throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    try (PartitionCache cache = new PartitionCache(1 << 26, 8)) {
      List<PartitionCache.Handle> handles = new ArrayList<>();
      for (int i = 0; i < ROWS.length; i++) {
        Path file = folder.resolve("f" + i);
        try (PartitionWriter writer =
            PartitionWriter.create(file, PartitionRoundTripTest.KEY, 600)) {
          writer.append(FlowBatches.random(random.split(), ROWS[i], 0));
          writer.finish();
        }
        handles.add(cache.handle(file));
      }
      FilterShelf shelf = new FilterShelf(handles);
      for (int k = 0; k < 50; k++) {
        assertTrue(shelf.mayContain(k % ROWS.length, FlowColumn.SIP, 0, k), "nothing is known");
      }
      List<PartitionFile> files = new ArrayList<>();
      for (PartitionCache.Handle handle : handles) {
        files.add(handle.open(1, 2, WarningSink.NONE));
      }
      for (FlowColumn side : List.of(FlowColumn.SIP, FlowColumn.DIP)) {
        for (PartitionFile file : files) {
          AddressFilter.Shape shape = file.footer().filter(side);
          for (int p = 0; p < shape.pages(); p++) {
            file.page(side, shape, p);
          }
        }
      }
      for (int k = 0; k < 2_000; k++) { // until it looks again
        shelf.mayContain(0, FlowColumn.SIP, 0, k);
      }
      int ruledOut = 0;
      for (int i = 0; i < ROWS.length; i++) {
        PartitionFile file = files.get(i);
        boolean kept = file.footer().filter(FlowColumn.SIP).pages() == 1;
        assertEquals(ROWS[i] != 2_000, kept);
        for (int k = 0; k < 1_000; k++) {
          long low = 0xFFFF_0000_0000L | random.nextInt() & 0xFFFF_FFFFL;
          AddressFilter.Shape shape = file.footer().filter(FlowColumn.SIP);
          long hash = AddressFilter.hash(0, low);
          byte[] page = file.page(FlowColumn.SIP, shape, shape.page(hash));
          boolean expected = !kept || AddressFilter.mayContain(hash, page, 0, shape.pageBytes());
          assertEquals(expected, shelf.mayContain(i, FlowColumn.SIP, 0, low));
          ruledOut += expected ? 0 : 1;
        }
        assertNoneMissed(shelf, i, file, FlowColumn.SIP);
        assertNoneMissed(shelf, i, file, FlowColumn.DIP);
        assertTrue(shelf.mayContain(i, FlowColumn.NHIP, 0, 1), "of other columns nothing is known");
        file.close();
      }
      assertTrue(ruledOut > 3_500, "ruled out " + ruledOut);
    }
  }

  private static void assertNoneMissed(
      FilterShelf shelf, int place, PartitionFile file, FlowColumn side) throws IOException {
    AddressVector v = new AddressVector(Batch.ROWS);
    for (int b = 0; b < file.blocks(); b++) {
      try (ChunkReader reader = file.read(b)) {
        for (int n = reader.next(); n > 0; n = reader.next()) {
          reader.read(side, v);
          for (int i = 0; i < n; i++) {
            assertTrue(shelf.mayContain(place, side, v.highs[i], v.lows[i]));
          }
        }
      }
    }
  }
}
