package dev.weft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentNameTest {
  @Test
  void everyNameComesBack() {
    for (String sensor :
        List.of("S0", "far.edge", "?", "300", "a-b_c", "100%", "h/ö", "x y", "..", "%2E", "@a")) {
      SegmentName name = new SegmentName("all", "in", sensor, "k3-1");
      assertEquals(name, SegmentName.parse(name.fileName()), name.fileName());
      assertTrue(name.fileName().chars().allMatch(c -> c > ' ' && c < 127 && c != '/'));
    }
    assertEquals(
        "all.in.far%2Eedge.k3.weft", new SegmentName("all", "in", "far.edge", "k3").fileName());
    assertEquals("%3F.255.%3F.k3.weft", new SegmentName("?", "255", "?", "k3").fileName());
  }

  @Test
  void otherNamesAreNoSegments() {
    for (String name :
        List.of(
            "a.b.c.weft",
            "a.b.c.d.e.weft",
            "a.b.c.d",
            "a..c.d.weft",
            ".b.c.d.weft",
            "a.b.c..weft",
            "a.b.%2.d.weft",
            "a.b.%zz.d.weft",
            "a.b.c%.d.weft",
            "weft",
            ".weft")) {
      assertNull(SegmentName.parse(name), name);
    }
  }

  @Test
  void namesTooLongForAFileAreRefused() {
    SegmentName name = new SegmentName("all", "in", ".".repeat(90), "k3");
    assertThrows(IllegalArgumentException.class, name::fileName);
  }
}
