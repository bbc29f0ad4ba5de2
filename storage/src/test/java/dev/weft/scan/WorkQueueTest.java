package dev.weft.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.predicate.Predicates;
import dev.weft.scan.WorkQueue.OpenFiles;
import dev.weft.scan.WorkQueue.ReadBlock;
import dev.weft.store.FlowFile;
import dev.weft.testing.FlowShape;
import dev.weft.testing.MemoryFlowStore;
import dev.weft.testing.RandomFlows;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private final MemoryFlowStore store =
      new MemoryFlowStore(RandomFlows.of(3).withPartitions(1, 1, 2).rows(1000));
  private final List<FlowFile> files =
      store.files(FlowScan.keyBounds(Predicates.ALL), WarningSink.NONE);

  private static ReadBlock block(FlowFile file, int number) throws Exception {
    ScanStatistics statistics = new ScanStatistics();
    return new ReadBlock(
        new ScanFile(file, file.open(WarningSink.NONE), new int[] {number}, statistics), number);
  }

  @Test
  void oneBlockOfOneFileIsNotWorthSharing() throws Exception {
    WorkQueue queue = new WorkQueue(files.subList(0, 1));
    assertInstanceOf(OpenFiles.class, queue.take());
    queue.opened(List.of(block(files.get(0), 0)));
    assertFalse(queue.isWorthSharing());
    assertInstanceOf(ReadBlock.class, queue.take());
    assertNull(queue.take());
  }

  @Test
  void blocksOfAnOpenFileGoBeforeTheNextFile() throws Exception {
    assertEquals(2, files.size());
    WorkQueue queue = new WorkQueue(files);
    assertInstanceOf(OpenFiles.class, queue.take());
    queue.opened(List.of(block(files.get(0), 0)));
    assertTrue(queue.isWorthSharing());
    assertInstanceOf(ReadBlock.class, queue.take());
    assertInstanceOf(OpenFiles.class, queue.take());
    assertTrue(queue.stop().isEmpty());
    assertFalse(queue.opened(List.of(block(files.get(1), 0))), "stopped meanwhile");
    assertNull(queue.take());
  }

  @Test
  void filesAreOpenedOneByOneAtFirstAndAtLastAndManyAtOnceBetween() {
    int opened = 0;
    int turns = 0;
    int most = 0;
    while (opened < 40_000) {
      int n = WorkQueue.atOnce(opened, 40_000);
      assertTrue(n >= 1 && n <= 40_000 - opened, n + " after " + opened);
      assertTrue(n == 1 || opened >= 16 && 40_000 - opened >= 16, n + " after " + opened);
      most = Math.max(most, n);
      opened += n;
      turns++;
    }
    assertEquals(64, most);
    assertTrue(turns < 1_000, "turns " + turns);
  }

  @Test
  void aSmallScanStaysOnTheThreadThatAsks() throws Exception {
    Thread caller = Thread.currentThread();
    MemoryFlowStore one = new MemoryFlowStore(store.rowsOfFile(0), FlowShape.PLAIN);
    FlowScan.run(
        one,
        Predicates.ALL,
        Set.of(),
        ScanOptions.DEFAULTS.withThreads(4),
        new QueryControl(),
        new ScanStatistics(),
        () -> batch -> assertEquals(caller, Thread.currentThread()));
    one.requireAllClosed();
  }
}
