package dev.weft.sql.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.error.QueryCancelledException;
import dev.weft.error.ResourceException;
import dev.weft.scan.MemoryPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KeptMemoryTest {
  private static final long LIMIT = 1 << 24;
  private static final Runnable NOTHING = () -> {};

  private final MemoryPool pool = new MemoryPool(LIMIT);

  /**
   * Each needs a quarter of the memory, all together four times what there is; none lets go before
   * it has all.
   */
  @RepeatedTest(20)
  @Timeout(100)
  void queriesThatNeedMoreTogetherThanThereIsComeOneAfterTheOther() throws Exception {
    int queries = 16;
    ExecutorService threads = Executors.newFixedThreadPool(queries);
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int i = 0; i < queries; i++) {
        all.add(
            () -> {
              KeptMemory memory = new KeptMemory(pool.part(LIMIT), NOTHING);
              try {
                KeptMemory.Share share = memory.share("a join");
                for (int step = 0; step < 256; step++) {
                  share.take(LIMIT / 4 / 256);
                  Thread.yield();
                }
                return null;
              } finally {
                memory.end();
              }
            });
      }
      for (Future<Void> end : threads.invokeAll(all)) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(0, pool.used());
  }

  @Test
  void whatIsMoreThanTheQueryMayHaveIsRefusedAtOnce() {
    KeptMemory memory = new KeptMemory(pool.part(LIMIT / 2), NOTHING);
    KeptMemory.Share share = memory.share("a join");
    ResourceException e =
        assertThrows(ResourceException.class, () -> share.take(LIMIT / 2 + (1 << 14)));
    assertEquals(
        "A join keeps rows in memory, and these take more than the query's memory of 8 MiB; ask for"
            + " fewer rows or columns there, group them first, or raise the memory setting",
        e.getMessage());
  }

  @Test
  @Timeout(100)
  void aQueryThatWaitsForMemoryCanBeStoppedAndNoLongerStandsInTheWay() {
    KeptMemory others = new KeptMemory(pool.part(LIMIT), NOTHING);
    others.share("a sort").take(LIMIT);
    AtomicInteger asked = new AtomicInteger();
    KeptMemory waiting =
        new KeptMemory(
            pool.part(LIMIT),
            () -> {
              if (asked.incrementAndGet() > 3) {
                throw new QueryCancelledException("stopped");
              }
            });
    KeptMemory.Share share = waiting.share("a join");
    assertThrows(QueryCancelledException.class, () -> share.take(LIMIT / 2));
    waiting.end();
    others.end();
    KeptMemory next = new KeptMemory(pool.part(LIMIT), NOTHING);
    next.share("a join").take(LIMIT);
    next.end();
    assertEquals(0, pool.used());
  }
}
