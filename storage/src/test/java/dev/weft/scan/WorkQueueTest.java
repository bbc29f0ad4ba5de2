package dev.weft.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.predicate.Predicates;
import dev.weft.scan.WorkQueue.OpenFile;
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
    assertInstanceOf(OpenFile.class, queue.take());
    queue.opened(List.of(block(files.get(0), 0)));
    assertFalse(queue.isWorthSharing());
    assertInstanceOf(ReadBlock.class, queue.take());
    assertNull(queue.take());
  }

  @Test
  void blocksOfAnOpenFileGoBeforeTheNextFile() throws Exception {
    assertEquals(2, files.size());
    WorkQueue queue = new WorkQueue(files);
    assertInstanceOf(OpenFile.class, queue.take());
    queue.opened(List.of(block(files.get(0), 0)));
    assertTrue(queue.isWorthSharing());
    assertInstanceOf(ReadBlock.class, queue.take());
    assertInstanceOf(OpenFile.class, queue.take());
    assertTrue(queue.stop().isEmpty());
    assertFalse(queue.opened(List.of(block(files.get(1), 0))), "stopped meanwhile");
    assertNull(queue.take());
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
