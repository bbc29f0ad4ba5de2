package dev.weft.sql.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DictionaryTest {
  @Test
  void lookUpsFindWhatAWalkThroughAllTextsFinds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(60);
      Dictionary d = Dictionary.unique(size, i -> "S" + random.nextInt(80)).dictionary();
      List<String> some = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        some.add("S" + random.nextInt(80));
      }
      assertEquals(d.codes(some::contains), d.codesOf(some), "seed " + seed);
      assertEquals(d.codes(t -> !some.contains(t)), d.others(d.codesOf(some)), "seed " + seed);
    }
  }
}
