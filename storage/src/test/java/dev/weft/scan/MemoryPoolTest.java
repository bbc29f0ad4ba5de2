package dev.weft.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryPoolTest {
  private static final long LIMIT = 1280;

  private final MemoryPool pool = new MemoryPool(LIMIT);
  private final MemoryPool first = pool.part(LIMIT);
  private final MemoryPool second = pool.part(LIMIT);

  @Test
  void aQueryThatIsAloneMayHaveEverything() {
    assertTrue(first.tryReserve(1000, 1000));
    assertTrue(first.tryReserve(280, 280));
    assertFalse(first.tryReserve(100, 100));
    assertEquals(LIMIT, pool.used());
  }

  @Test
  void besideOthersAQuarterIsLeftToTheOneWhoseTurnItIs() {
    assertTrue(first.tryReserve(900, 900));
    assertFalse(second.tryReserve(100, 100));
    assertTrue(second.tryReserveInTurn(100, 100));
    assertFalse(first.tryReserve(100, 1000));
    assertTrue(second.tryReserveInTurn(280, 380));
    assertFalse(second.tryReserveInTurn(100, 480));
    assertEquals(LIMIT, pool.used());
  }

  @Test
  void everyQueryIsSureOfASmallShare() {
    assertTrue(first.tryReserve(LIMIT, LIMIT));
    assertTrue(second.tryReserve(10, 10));
    assertFalse(second.tryReserve(10, 20));
    second.release(10);
    first.release(LIMIT);
    assertEquals(0, pool.used());
  }

  @Test
  void whoseTurnItIsIsSureOfAQuarterThoughSureSharesHavePartOfIt() {
    assertTrue(first.tryReserve(LIMIT, LIMIT));
    assertTrue(second.tryReserveInTurn(LIMIT / 4, LIMIT / 4));
    assertFalse(second.tryReserveInTurn(1, LIMIT / 4 + 1));
    second.release(LIMIT / 4);
    assertEquals(LIMIT, pool.used());
  }

  @Test
  void whoIsAloneOrWantsMoreThanItMayHaveNeedNotWait() {
    assertFalse(first.isWorthWaiting(1));
    assertTrue(second.tryReserve(10, 10));
    assertTrue(first.isWorthWaiting(LIMIT));
    assertFalse(first.isWorthWaiting(LIMIT + 1));
    assertTrue(first.tryReserve(900, 900));
    assertFalse(first.isWorthWaiting(LIMIT - 899));
  }

  @Test
  void theTurnGoesToWhoCameFirst() {
    assertTrue(first.hasTurn("a"));
    assertFalse(second.hasTurn("b"));
    assertFalse(pool.hasTurn("c"));
    assertTrue(first.hasTurn("a"));
    second.leaveTurn("b");
    assertFalse(pool.hasTurn("c"));
    first.leaveTurn("a");
    assertTrue(pool.hasTurn("c"));
    assertFalse(first.hasTurn("a"));
  }
}
