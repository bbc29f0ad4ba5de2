package dev.weft.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Batch;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionWriterTest {
  @TempDir Path folder;

  @Test
  void closingWithoutFinishLeavesNoFile() throws IOException {
    Path file = folder.resolve("half");
    try (PartitionWriter writer = PartitionWriter.create(file, PartitionRoundTripTest.KEY, 10)) {
      writer.append(FlowBatches.random(new SplittableRandom(1), 100, 0));
      assertTrue(Files.size(file) > 100);
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void anExistingFileIsLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("there"), "x");
    assertThrows(
        FileAlreadyExistsException.class,
        () -> PartitionWriter.create(file, PartitionRoundTripTest.KEY, 10));
    assertEquals("x", Files.readString(file));
  }

  @Test
  void aFileWithoutFlowsIsSound() throws IOException {
    Path file = folder.resolve("empty");
    PartitionSummary summary = write(file, 10, FlowBatches.empty(1));
    assertEquals(new PartitionSummary(0, Files.size(file), 0, 0, 0, 0, 0), summary);
    try (PartitionFile opened = PartitionFile.open(file, 1, 2, WarningSink.NONE)) {
      assertEquals(0, opened.blocks());
      assertFalse(opened.mayContain(FlowColumn.SIP, 0, 5));
    }
    assertEquals(List.of(), PartitionChecker.check(file, n -> {}));
  }

  @Test
  void onlySelectedRowsAreTaken() throws IOException {
    Batch batch = FlowBatches.random(new SplittableRandom(2), 50, 0);
    List<String> all = FlowBatches.rows(batch);
    batch.select(new int[] {3, 4, 40}, 3);
    Path file = folder.resolve("selected");
    write(file, 2, batch);
    try (PartitionFile opened = PartitionFile.open(file, 1, 2, WarningSink.NONE)) {
      assertEquals(List.of(all.get(3), all.get(4), all.get(40)), FlowBatches.rows(opened));
      assertEquals(2, opened.blocks());
    }
  }

  @Test
  void theSameFlowsGiveTheSameBytesHoweverTheyAreHandedIn() throws IOException {
    Batch batch = FlowBatches.random(new SplittableRandom(3), 3000, 0.1);
    write(folder.resolve("one"), 1000, batch);
    int[] rows = new int[3000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    try (PartitionWriter writer =
        PartitionWriter.create(folder.resolve("two"), PartitionRoundTripTest.KEY, 1000)) {
      for (int from = 0; from < 3000; from += 7) {
        int count = Math.min(7, 3000 - from);
        batch.select(java.util.Arrays.copyOfRange(rows, from, from + count), count);
        writer.append(batch);
      }
      writer.finish();
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("one")), Files.readAllBytes(folder.resolve("two")));
  }

  @Test
  void aValueThatItsColumnCannotHoldIsNamed() throws IOException {
    Batch batch = FlowBatches.random(new SplittableRandom(4), 5, 0);
    batch.longs(FlowColumn.SPORT).values[3] = 65_536;
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> write(folder.resolve("bad"), 10, batch));
    assertEquals("SPORT 65536 is outside 0 to 65535", e.getMessage());
    batch.longs(FlowColumn.SPORT).values[3] = 1;
    batch.longs(FlowColumn.DURATION).values[2] = Long.MAX_VALUE;
    e = assertThrows(IllegalArgumentException.class, () -> write(folder.resolve("bad"), 10, batch));
    assertTrue(String.valueOf(e.getMessage()).contains("beyond 64 bits"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("bad")));
  }

  @Test
  void aMissingColumnIsNamed() {
    Batch batch = Batch.ofFlows(EnumSet.of(FlowColumn.SIP), 1);
    batch.size(1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> write(folder.resolve("bad"), 10, batch));
    assertEquals("the batch has no column DIP", e.getMessage());
  }

  @Test
  void sumsThatOverflowAreUnknownRatherThanWrong() throws IOException {
    Batch batch = FlowBatches.random(new SplittableRandom(5), 4, 0);
    batch.longs(FlowColumn.BYTES).values[0] = Long.MAX_VALUE;
    Path file = folder.resolve("huge");
    PartitionSummary summary = write(file, 2, batch);
    assertEquals(PartitionSummary.UNKNOWN, summary.bytes());
    assertTrue(summary.packets() > 0);
    try (PartitionFile opened = PartitionFile.open(file, 1, 2, WarningSink.NONE)) {
      assertFalse(opened.hasSum(0, FlowColumn.BYTES));
      assertTrue(opened.hasSum(1, FlowColumn.BYTES));
      assertTrue(opened.hasSum(0, FlowColumn.PACKETS));
      assertFalse(opened.hasSum(0, FlowColumn.DURATION));
    }
    assertEquals(List.of(), PartitionChecker.check(file, n -> {}));
  }

  @Test
  void usedBuffersWriteWhatNewOnesWrite() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    WriterBuffers used = new WriterBuffers();
    for (int i = 0; i < 40; i++) {
      Batch batch = FlowBatches.random(random, 1 + random.nextInt(i % 7 == 0 ? 4000 : 300), 0);
      int blockRows = 1 + random.nextInt(5000);
      Path fresh = folder.resolve("fresh" + i);
      write(fresh, blockRows, batch);
      Path again = folder.resolve("again" + i);
      try (PartitionWriter writer =
          PartitionWriter.create(again, PartitionRoundTripTest.KEY, blockRows, used)) {
        writer.append(batch);
        writer.finish();
      }
      assertEquals(-1, Files.mismatch(fresh, again), "file " + i);
      Path abandoned = folder.resolve("abandoned" + i);
      try (PartitionWriter writer =
          PartitionWriter.create(abandoned, PartitionRoundTripTest.KEY, 5000, used)) {
        writer.append(batch);
      }
    }
  }

  private PartitionSummary write(Path file, int blockRows, Batch batch) throws IOException {
    try (PartitionWriter writer =
        PartitionWriter.create(file, PartitionRoundTripTest.KEY, blockRows)) {
      writer.append(batch);
      return writer.finish();
    }
  }
}
