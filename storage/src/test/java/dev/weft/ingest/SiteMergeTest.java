package dev.weft.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.silk.SilkConf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteMergeTest {
  private static Site.Sensor sensor(int id, String name) {
    return new Site.Sensor(id, name, null, List.of("all"));
  }

  private static Site.FlowType type(int id, String name) {
    return new Site.FlowType(id, "all", name, name, false);
  }

  @Test
  void namesCountAndIdsGiveWay() {
    SilkConf store =
        SilkConf.of(new Site(List.of(sensor(0, "A"), sensor(1, "B")), List.of(type(0, "in"))));
    Site other =
        new Site(
            List.of(sensor(0, "B"), sensor(1, "C"), sensor(9, "D")),
            List.of(type(0, "out"), type(5, "in")));
    List<String> warnings = new ArrayList<>();
    Site merged = SiteMerge.merge(store, List.of(other), warnings::add).site();
    assertEquals(
        List.of(sensor(0, "A"), sensor(1, "B"), sensor(2, "C"), sensor(9, "D")), merged.sensors());
    assertEquals(List.of(type(0, "in"), type(1, "out")), merged.types());
    assertEquals(2, warnings.size(), warnings::toString);
    assertEquals(SilkConf.write(merged), SilkConf.of(merged).text());
  }

  @Test
  void nothingNewChangesNothing() {
    SilkConf store = SilkConf.of(new Site(List.of(sensor(3, "A")), List.of(type(0, "in"))));
    Site same = new Site(List.of(sensor(8, "A")), List.of(type(7, "in")));
    assertSame(store, SiteMerge.merge(store, List.of(same, Site.EMPTY), WarningSink.NONE));
  }

  @Test
  void twoHundredTypesAndTwoThousandSensorsFit() {
    List<Site.Sensor> sensors = new ArrayList<>();
    List<Site.FlowType> types = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      sensors.add(sensor(i, "S" + i));
    }
    for (int i = 0; i < 200; i++) {
      types.add(type(i, "t" + i));
    }
    Site large = new Site(sensors, types);
    Site shifted = new Site(List.of(sensor(5, "X")), List.of(type(7, "y"), type(254, "z")));
    Site merged = SiteMerge.merge(SilkConf.of(large), List.of(shifted), WarningSink.NONE).site();
    assertEquals(2000, merged.sensorIds().get("X"));
    assertEquals(202, merged.types().size());
  }

  @Test
  void typesWithoutAFreeIdAreRefused() {
    List<Site.FlowType> types = new ArrayList<>();
    for (int i = 0; i < 255; i++) {
      types.add(type(i, "t" + i));
    }
    SilkConf full = SilkConf.of(new Site(List.of(), types));
    Site more = new Site(List.of(), List.of(type(3, "more")));
    assertThrows(
        IllegalArgumentException.class,
        () -> SiteMerge.merge(full, List.of(more), WarningSink.NONE));
  }
}
