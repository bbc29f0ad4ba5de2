package dev.weft.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.QueryCancelledException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkTurnsTest {
  private final WorkTurns turns = new WorkTurns(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void noMoreThreadsWorkAtOnceThanThereAreTurns() throws Exception {
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Callable<Void>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      QueryControl control = new QueryControl();
      all.add(
          () -> {
            for (int n = 0; n < 200; n++) {
              try (WorkTurns.Turn turn = turns.begin(control)) {
                most.accumulateAndGet(working.incrementAndGet(), Math::max);
                Thread.yield();
                working.decrementAndGet();
                try (WorkTurns.Turn same = turns.begin(control)) {
                  assertSame(turn, same, "the thread has its turn");
                }
              }
            }
            return null;
          });
    }
    for (Future<Void> end : threads.invokeAll(all)) {
      end.get();
    }
    assertTrue(most.get() <= 2, "at once: " + most);
  }

  @Test
  void theQueryThatHasWorkedLeastComesFirst() throws Exception {
    assertEquals(List.of("0", "1", "2"), order(new int[] {2, 0, 1}, new int[] {2000, 0, 400}));
  }

  @Test
  void ofQueriesThatHaveWorkedLongTheOldestComesFirst() throws Exception {
    assertEquals(List.of("0", "1", "2"), order(new int[] {0, 1, 2}, new int[] {2500, 1700, 6000}));
  }

  @Test
  void everyEighthTurnIsTheOldests() throws Exception {
    int[] names = new int[12];
    int[] worked = new int[12];
    for (int i = 1; i < names.length; i++) {
      names[i] = i;
    }
    worked[0] = 1000;
    assertEquals(
        List.of("1", "2", "3", "4", "5", "6", "7", "0", "8", "9", "10", "11"),
        order(names, worked));
  }

  @Test
  void stepsAreFourTimesAsLong() {
    int[] milliseconds = {0, 24, 25, 99, 100, 399, 400, 1600, 100_000_000};
    int[] steps = {0, 0, 1, 1, 2, 2, 3, 4, 11};
    for (int i = 0; i < steps.length; i++) {
      assertEquals(steps[i], WorkTurns.step(milliseconds[i] * 1_000_000L));
    }
  }

  /** The order in which queries work that came in this order. */
  private List<String> order(int[] names, int[] workedMillis) throws Exception {
    WorkTurns one = new WorkTurns(1);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    List<Future<?>> ends = new ArrayList<>();
    try (WorkTurns.Turn held = one.begin(new QueryControl())) {
      for (int i = 0; i < names.length; i++) {
        QueryControl control = new QueryControl();
        control.worked(workedMillis[i] * 1_000_000L);
        String name = names[i] + (held == null ? "?" : "");
        ends.add(
            threads.submit(
                () -> {
                  try (WorkTurns.Turn turn = one.begin(control)) {
                    order.add(turn == held ? "?" : name);
                  }
                }));
        while (one.waiting() <= i) {
          Thread.onSpinWait();
        }
      }
    }
    for (Future<?> end : ends) {
      end.get();
    }
    return order;
  }

  @Test
  void whoWaitsForAnotherThreadLetsOthersWork() throws Exception {
    WorkTurns one = new WorkTurns(1);
    CountDownLatch other = new CountDownLatch(1);
    try (WorkTurns.Turn turn = one.begin(new QueryControl())) {
      threads.submit(
          () -> {
            try (WorkTurns.Turn others = one.begin(new QueryControl())) {
              other.countDown();
              assertFalse(others == turn);
            }
          });
      WorkTurns.pause(other::await);
    }
    try (WorkTurns.Turn again = one.begin(new QueryControl())) {
      assertEquals(0, one.waiting(), again.toString());
    }
  }

  @Test
  void aCancelledQueryWaitsNoLongerAndATurnIsNotLost() throws Exception {
    WorkTurns one = new WorkTurns(1);
    AtomicBoolean stop = new AtomicBoolean();
    try (WorkTurns.Turn held = one.begin(new QueryControl())) {
      Future<?> waiter = threads.submit(() -> one.begin(new QueryControl(stop::get)).close());
      while (one.waiting() == 0) {
        Thread.onSpinWait();
      }
      stop.set(true);
      Throwable e = assertThrows(Exception.class, waiter::get).getCause();
      assertEquals(QueryCancelledException.class, e.getClass(), held.toString());
    }
    Future<?> next = threads.submit(() -> one.begin(new QueryControl()).close());
    next.get();
    assertEquals(0, one.waiting());
  }

  @Test
  void aPauseThatFailsGivesTheTurnBackOnce() throws Exception {
    WorkTurns one = new WorkTurns(1);
    for (int i = 0; i < 3; i++) {
      assertThrows(
          QueryCancelledException.class,
          () -> {
            try (WorkTurns.Turn turn = one.begin(new QueryControl())) {
              WorkTurns.pause(
                  () -> {
                    throw new QueryCancelledException(turn.toString());
                  });
            }
          });
    }
    List<Future<?>> all = new ArrayList<>();
    AtomicInteger working = new AtomicInteger();
    for (int i = 0; i < 4; i++) {
      all.add(
          threads.submit(
              () -> {
                try (WorkTurns.Turn turn = one.begin(new QueryControl())) {
                  assertEquals(1, working.incrementAndGet(), turn.toString());
                  Thread.yield();
                  working.decrementAndGet();
                }
              }));
    }
    for (Future<?> end : all) {
      end.get();
    }
  }
}
