package dev.weft.sql;

import dev.weft.flow.Site;
import dev.weft.testing.FlowRows;
import dev.weft.testing.FlowShape;
import dev.weft.testing.MemoryFlowStore;
import dev.weft.testing.RandomFlows;
import java.util.List;
import java.util.Random;

/** Stores in memory with a small site: three types, one of them unknown, two sensors. */
final class FlowFixture {
  static final Site SITE =
      new Site(
          List.of(
              new Site.Sensor(0, "S0", null, List.of("all")),
              new Site.Sensor(1, "Köln", "the one on the Rhine", List.of("all"))),
          List.of(
              new Site.FlowType(0, "all", "in", "in", true),
              new Site.FlowType(1, "all", "out", "out", true)));

  private FlowFixture() {}

  /** So many flows; the last of three types is unknown to the site. */
  static FlowRows rows(long seed, int count) {
    return RandomFlows.of(seed).rows(count);
  }

  static MemoryFlowStore store(FlowRows rows) {
    return new MemoryFlowStore(rows).named(SITE);
  }

  /** The same flows, cut differently into files and blocks. */
  static MemoryFlowStore store(FlowRows rows, Random random) {
    return new MemoryFlowStore(rows, FlowShape.random(random)).named(SITE);
  }
}
