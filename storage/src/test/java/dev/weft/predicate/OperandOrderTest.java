package dev.weft.predicate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OperandOrderTest {
  /** Asks for chunks; operand i takes nanos[i] and passes passed[i] of 1000 rows when tried. */
  private static int[] settle(OperandOrder order, long[] nanos, int[] passed) {
    int[] sequence = order.next();
    while (!order.isTrial()) {
      sequence = order.next();
    }
    while (order.isTrial()) {
      sequence = order.next();
      int[] sorted = sequence.clone();
      Arrays.sort(sorted);
      assertArrayEquals(new int[] {0, 1, 2, 3}, sorted);
      order.measured(nanos[sequence[0]], 1000, passed[sequence[0]]);
    }
    return order.next();
  }

  @Test
  void theOneThatIsRidOfARowInTheLeastTimeComesFirst() {
    OperandOrder order = new OperandOrder(3, 4);
    assertArrayEquals(
        new int[] {2, 0, 1, 3},
        settle(order, new long[] {900, 500, 1000}, new int[] {500, 990, 10}));
  }

  @Test
  void itFollowsAChange() {
    OperandOrder order = new OperandOrder(3, 4);
    settle(order, new long[] {1, 100, 100}, new int[] {0, 500, 500});
    int[] sequence = order.next();
    for (int i = 0; i < 8; i++) {
      sequence = settle(order, new long[] {100_000, 5, 100}, new int[] {999, 0, 500});
    }
    assertEquals(1, sequence[0]);
    assertEquals(3, sequence[3]);
  }

  @Test
  void oneThatNeedsNoLookGoesLast() {
    OperandOrder order = new OperandOrder(2, 2);
    while (order.isTrial()) {
      int first = order.next()[0];
      order.measured(first == 0 ? 40 : 4000, first == 0 ? 0 : 1000, 0);
    }
    assertArrayEquals(new int[] {1, 0}, order.next());
  }

  @Test
  void withLessThanTwoToOrderNothingIsTried() {
    OperandOrder order = new OperandOrder(1, 3);
    assertFalse(order.isTrial());
    assertArrayEquals(new int[] {0, 1, 2}, order.next());
  }
}
