package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class SilkBagTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyBagOfTheCorpusIsWhatSilkPrints() throws IOException {
    Path corpus = SharedData.path("silk/corpus");
    SilkConf conf = SilkConf.read(corpus.resolve("silk.conf"), WarningSink.NONE);
    return Files.readAllLines(corpus.resolve("expected.tsv")).stream()
        .filter(line -> line.startsWith("bags/"))
        .map(line -> line.split("\t"))
        .map(
            f ->
                DynamicTest.dynamicTest(
                    f[0],
                    () ->
                        assertEquals(
                            Files.readAllLines(corpus.resolve(f[1])),
                            lines(corpus.resolve(f[0]), conf))));
  }

  private static List<String> lines(Path file, SilkConf conf) throws IOException {
    return file.toString().endsWith(".aggbag")
        ? SilkAggregateBag.lines(file, conf, WarningSink.NONE)
        : SilkBag.read(file, WarningSink.NONE).lines(conf);
  }

  @TestFactory
  Stream<DynamicTest> damagedBagsAreRefusedInOneLine() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> list = Files.list(SharedData.path("silk/corpus/bad"))) {
      list.filter(p -> p.toString().endsWith(".bag")).sorted().forEach(files::add);
    }
    assertEquals(10, files.size());
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      CorruptFileException e =
                          assertThrows(
                              CorruptFileException.class,
                              () -> SilkBag.read(file, WarningSink.NONE));
                      assertFalse(e.getMessage().contains("\n"), e.getMessage());
                    }));
  }

  @Test
  void damageNeverGivesMoreThanAnErrorOfTheFile() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Path> good = new ArrayList<>();
    try (Stream<Path> list = Files.list(SharedData.path("silk/corpus/bags"))) {
      list.filter(p -> p.toString().endsWith("bag")).forEach(good::add);
    }
    for (int round = 0; round < 2000; round++) {
      Path from = good.get(random.nextInt(good.size()));
      Path file = folder.resolve(from.getFileName().toString());
      Files.write(file, Mutations.of(Files.readAllBytes(from), random));
      try {
        lines(file, SilkConf.EMPTY);
      } catch (CorruptFileException expected) {
        assertFalse(expected.getMessage().contains("\n"), "seed " + seed);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }
}
