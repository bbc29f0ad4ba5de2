package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.weft.batch.ChunkReader;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes a file has, reading ends, in flows or in a fault of the file. */
class SilkFlowFuzzTest {
  private static final int ROUNDS = 1500;

  private static final long MOST_ALLOCATED = 6 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path folder;

  @Test
  void damagedFilesEndInAFaultOfTheFile() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Path> good = goodFiles();
    RwcutText printer = new RwcutText(Site.EMPTY, false);
    Path file = folder.resolve("damaged.rwf");
    int faults = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path original = good.get(random.nextInt(good.size()));
      byte[] bytes = Mutations.of(Files.readAllBytes(original), random);
      Files.write(file, bytes);
      String where = original + " seed " + seed + " round " + round;
      List<String> inPlace = new ArrayList<>();
      List<String> streamed = new ArrayList<>();
      String first = "";
      String second = "";
      try {
        try (SilkFlowFile open = SilkFlowFile.open(file, Site.EMPTY, WarningSink.NONE)) {
          for (int block = 0; block < open.blocks(); block++) {
            printer.addAll(open.read(block), inPlace);
          }
        } catch (CorruptFileException e) {
          first = e.getMessage();
          faults++;
        }
        try {
          printer.addAll(
              SilkFlowStream.open(
                  new ByteArrayInputStream(bytes), file.toString(), Site.EMPTY, WarningSink.NONE),
              streamed);
        } catch (CorruptFileException e) {
          second = e.getMessage();
        }
      } catch (RuntimeException | Error e) {
        throw new AssertionError(where, e);
      }
      assertEquals(first, second, where);
      assertAllocatesLittle(bytes, file.toString(), where);
      assertEquals(inPlace, streamed, where);
    }
    assertTrue(faults > ROUNDS / 10 && faults < ROUNDS, faults + " faults");
  }

  /** A file of a few kilobytes must not make its reader ask for more than its fixed buffers. */
  private static void assertAllocatesLittle(byte[] bytes, String name, String where)
      throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try (ChunkReader reader =
        SilkFlowStream.open(new ByteArrayInputStream(bytes), name, Site.EMPTY, WarningSink.NONE)) {
      while (reader.next() > 0) {}
    } catch (CorruptFileException e) {
      // told above
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < MOST_ALLOCATED, where + ": " + allocated + " bytes");
  }

  /** Small ones: every layout, legacy header and compression. */
  private static List<Path> goodFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part : List.of("flows", "crafted", "crafted/legacy", "bad")) {
      try (Stream<Path> list = Files.list(SharedData.path("silk/corpus/" + part))) {
        list.filter(p -> p.toString().matches(".*\\.(rwf|dat)")).sorted().forEach(files::add);
      }
    }
    files.removeIf(p -> p.toFile().length() > 100_000);
    assertTrue(files.size() > 600, files.size() + " files");
    return files;
  }
}
