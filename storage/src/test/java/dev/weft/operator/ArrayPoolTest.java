package dev.weft.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArrayPoolTest {
  @Test
  void keptArraysOfTheLengthComeBackOnce() {
    ArrayPool pool = new ArrayPool(1000);
    int[] ints = new int[10];
    long[] longs = new long[10];
    pool.keep(ints);
    pool.keep(longs);
    assertNotSame(ints, pool.takeInts(11));
    assertSame(longs, pool.takeLongs(10));
    assertSame(ints, pool.takeInts(10));
    assertNotSame(ints, pool.takeInts(10));
    assertNotSame(longs, pool.takeLongs(10));
  }

  @Test
  void theOldestGoesWhereThereIsNoRoom() {
    ArrayPool pool = new ArrayPool(100);
    int[] oldest = new int[10];
    int[] middle = new int[11];
    int[] latest = new int[12];
    pool.keep(oldest);
    pool.keep(middle);
    pool.keep(latest);
    pool.keep(new long[13]); // more than all room, and so nothing is left
    assertNotSame(latest, pool.takeInts(12));
    pool.keep(oldest);
    pool.keep(middle);
    pool.keep(latest);
    assertNotSame(oldest, pool.takeInts(10));
    assertSame(middle, pool.takeInts(11));
    assertSame(latest, pool.takeInts(12));
  }

  @Test
  void nobodyEverSharesAnArray() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ArrayPool pool = new ArrayPool(2000);
    Set<Object> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 10_000; i++) {
      if (random.nextInt(20) < 11) {
        int length = 1 + random.nextInt(30);
        Object array = random.nextBoolean() ? pool.takeInts(length) : pool.takeLongs(length);
        assertTrue(taken.add(array), "seed " + seed);
        assertEquals(length, java.lang.reflect.Array.getLength(array), "seed " + seed);
      } else if (!taken.isEmpty()) {
        Object array = taken.iterator().next();
        taken.remove(array);
        if (array instanceof int[] ints) {
          pool.keep(ints);
        } else {
          pool.keep((long[]) array);
        }
      }
    }
  }
}
