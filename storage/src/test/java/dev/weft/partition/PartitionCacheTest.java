package dev.weft.partition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionCacheTest {
  private static final long PLENTY = 1 << 26;

  @TempDir Path folder;

  private Path write(String name, long seed) throws IOException {
    Path file = folder.resolve(name);
    try (PartitionWriter writer = PartitionWriter.create(file, PartitionRoundTripTest.KEY, 600)) {
      writer.append(FlowBatches.random(new SplittableRandom(seed), 1000, 0));
      writer.finish();
    }
    return file;
  }

  private static PartitionFile open(PartitionCache cache, Path file) throws IOException {
    return cache.open(file, 7, 9, WarningSink.NONE);
  }

  private static long[] bytes(PartitionFile file) throws IOException {
    LongVector v = new LongVector(Batch.ROWS);
    try (ChunkReader reader = file.read(0)) {
      int n = reader.next();
      reader.read(FlowColumn.BYTES, v);
      return Arrays.copyOf(v.values, n);
    }
  }

  @Test
  void secondOpeningReadsNoFooterAndHasItsOwnKeysAndCount() throws IOException {
    Path file = write("a", 1);
    try (PartitionCache cache = new PartitionCache(PLENTY, 4)) {
      long[] expected;
      try (PartitionFile first = open(cache, file)) {
        expected = bytes(first);
        assertTrue(first.bytesRead() > 0);
      }
      try (PartitionFile second = cache.open(file, 1, 2, WarningSink.NONE)) {
        assertEquals(0, second.bytesRead());
        assertEquals(1, second.zone(0, FlowColumn.SENSOR).minLow());
        assertEquals(2, second.zone(0, FlowColumn.FLOWTYPE).minLow());
        assertArrayEquals(expected, bytes(second));
      }
    }
  }

  @Test
  void channelsAndMemoryAreBounded() throws IOException {
    try (PartitionCache cache = new PartitionCache(PLENTY, 3)) {
      for (int i = 0; i < 20; i++) {
        open(cache, write("c" + i, i)).close();
        assertTrue(cache.openChannels() <= 3);
      }
      assertEquals(20, cache.size());
      try (PartitionFile again = open(cache, folder.resolve("c0"))) {
        assertEquals(0, again.bytesRead());
        assertEquals(600, bytes(again).length);
      }
    }
    try (PartitionCache cache = new PartitionCache(100_000, 100)) {
      for (int i = 0; i < 100; i++) {
        open(cache, write("m" + i, i)).close();
      }
      assertTrue(cache.size() < 25, "files kept: " + cache.size());
    }
  }

  @Test
  void aKnownFileThatHasGoneIsMissedWhenItIsRead() throws IOException {
    try (PartitionCache cache = new PartitionCache(PLENTY, 1)) {
      PartitionCache.Handle handle = cache.handle(write("a", 1));
      handle.open(7, 9, WarningSink.NONE).close();
      open(cache, write("b", 2)).close(); // which takes the only channel
      Files.delete(handle.path());
      try (PartitionFile known = handle.open(7, 9, WarningSink.NONE)) {
        assertEquals(600, known.rows(0));
        assertThrows(NoSuchFileException.class, () -> bytes(known));
      }
    }
  }

  @Test
  void aHandleLeadsToWhatTheCacheHasAndNoFurther() throws IOException {
    try (PartitionCache cache = new PartitionCache(PLENTY, 4)) {
      PartitionCache.Handle handle = cache.handle(write("a", 1));
      for (int time = 0; time < 3; time++) {
        try (PartitionFile file = handle.open(1, 2, WarningSink.NONE)) {
          assertEquals(time == 0, file.bytesRead() > 0, "reading " + time);
          assertEquals(1, file.zone(0, FlowColumn.SENSOR).minLow());
        }
        assertEquals(1, cache.size());
      }
      cache.forget(handle.path());
      assertEquals(0, cache.bytes());
      assertNull(handle.shared);
      try (PartitionFile file = handle.open(1, 2, WarningSink.NONE)) {
        assertTrue(file.bytesRead() > 0);
      }
    }
  }

  @Test
  void whatIsOftenAskedForStaysAmongManyThatPass() throws IOException {
    try (PartitionCache cache = new PartitionCache(100_000, 4)) {
      Path often = write("often", 1);
      int read = 0;
      for (int i = 0; i < 200; i++) {
        open(cache, write("m" + i, i)).close();
        try (PartitionFile file = open(cache, often)) {
          read += file.bytesRead() > 0 ? 1 : 0;
        }
        assertTrue(cache.bytes() <= 100_000, "bytes " + cache.bytes());
      }
      assertTrue(read < 40, "read anew " + read + " times");
    }
  }

  @Test
  void evictedOrClosedCacheLeavesOpeningsGood() throws IOException {
    PartitionCache cache = new PartitionCache(PLENTY, 1);
    try (PartitionFile first = open(cache, write("a", 1));
        PartitionFile second = open(cache, write("b", 2))) {
      assertEquals(1, cache.openChannels());
      assertEquals(600, bytes(first).length);
      cache.close();
      assertEquals(600, bytes(second).length);
    }
    try (PartitionFile later = open(cache, folder.resolve("a"))) {
      assertEquals(600, bytes(later).length);
    }
    assertEquals(0, cache.size());
  }

  @Test
  void forgottenFileIsLookedForAgain() throws IOException {
    Path file = write("a", 1);
    try (PartitionCache cache = new PartitionCache(PLENTY, 4)) {
      open(cache, file).close();
      Files.delete(file);
      cache.forget(file);
      assertEquals(0, cache.openChannels());
      assertThrows(NoSuchFileException.class, () -> open(cache, file));
    }
  }

  @Test
  void interruptOfOneThreadClosesTheChannelOfNobodyElse() throws IOException {
    Path file = write("a", 1);
    try (PartitionCache cache = new PartitionCache(PLENTY, 4);
        PartitionFile mine = open(cache, file);
        PartitionFile other = open(cache, file)) {
      Thread.currentThread().interrupt();
      assertThrows(ClosedByInterruptException.class, () -> bytes(mine));
      assertTrue(Thread.interrupted());
      assertEquals(600, bytes(other).length);
      try (PartitionFile later = open(cache, file)) {
        assertEquals(600, bytes(later).length);
      }
    }
  }

  @Test
  void columnsReadTwiceAreNotReadAgain() throws IOException {
    Path file = write("a", 1);
    ColumnMemory memory = new ColumnMemory(PLENTY);
    try (PartitionCache cache = new PartitionCache(PLENTY, 4, memory)) {
      long[] expected = null;
      for (int time = 0; time < 4; time++) {
        try (PartitionFile opened = open(cache, file)) {
          long before = opened.bytesRead();
          long[] found = bytes(opened);
          assertEquals(time < 2, opened.bytesRead() > before, "reading " + time);
          assertEquals(time < 1, memory.taken() == 0, "reading " + time);
          expected = expected == null ? found : expected;
          assertArrayEquals(expected, found);
        }
      }
      cache.forget(file);
      assertEquals(0, memory.taken());
    }
  }

  @Test
  void aColumnThatIsDamagedWhenItIsReadAgainIsNotKept() throws IOException {
    Path file = write("a", 1);
    ColumnMemory memory = new ColumnMemory(PLENTY);
    try (PartitionCache cache = new PartitionCache(PLENTY, 4, memory);
        PartitionFile opened = open(cache, file)) {
      bytes(opened);
      byte[] sound = Files.readAllBytes(file);
      byte[] damaged = sound.clone();
      damaged[(int) opened.footer().block(0).offset(FlowColumn.BYTES)] ^= 1;
      Files.write(file, damaged);
      assertThrows(CorruptPartitionException.class, () -> bytes(opened));
      assertEquals(0, memory.taken());
      Files.write(file, sound);
      bytes(opened);
      assertTrue(memory.taken() > 0);
    }
    assertEquals(0, memory.taken());
  }

  @Test
  void memoryOfColumnsIsBoundedWhoeverReads() throws Exception {
    ColumnMemory memory = new ColumnMemory(6_000);
    try (PartitionCache cache = new PartitionCache(PLENTY, 8, memory)) {
      List<long[]> expected = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        try (PartitionFile opened = open(cache, write("f" + i, i))) {
          expected.add(bytes(opened));
        }
      }
      LongAdder saved = new LongAdder();
      Callable<Void> reading =
          () -> {
            SplittableRandom random = new SplittableRandom();
            for (int round = 0; round < 2_000; round++) {
              int i = random.nextInt(random.nextInt(20) + 1);
              try (PartitionFile opened = open(cache, folder.resolve("f" + i))) {
                assertArrayEquals(expected.get(i), bytes(opened));
                saved.add(opened.bytesRead() == 0 ? 1 : 0);
              }
              assertTrue(memory.taken() <= 6_000 + 3 * 2_000, "taken " + memory.taken());
            }
            return null;
          };
      ExecutorService threads = Executors.newFixedThreadPool(3);
      try {
        for (Future<Void> f : threads.invokeAll(List.of(reading, reading, reading))) {
          f.get();
        }
      } finally {
        threads.shutdown();
      }
      assertTrue(saved.sum() > 100, "readings from memory: " + saved.sum());
    }
    assertEquals(0, memory.taken());
  }
}
