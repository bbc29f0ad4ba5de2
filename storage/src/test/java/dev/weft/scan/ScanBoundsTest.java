package dev.weft.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.flow.FlowColumn;
import dev.weft.flow.LongRanges;
import dev.weft.predicate.Predicate;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Or;
import dev.weft.predicate.PredicateOracle;
import dev.weft.predicate.RandomPredicates;
import dev.weft.store.KeyBounds;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScanBoundsTest {
  private static LongIn in(FlowColumn c, long low, long high) {
    return new LongIn(c, LongRanges.of(low, high));
  }

  @Test
  void noFlowThatPassesLiesOutsideTheBounds() {
    long seed = Long.getLong("weft.seed", System.nanoTime());
    Random random = new Random(seed);
    RandomFlows flows = RandomFlows.of(seed);
    FlowRows rows = flows.rows(300);
    RandomPredicates predicates = new RandomPredicates(random, flows, rows);
    for (int i = 0; i < 3000; i++) {
      Predicate p = predicates.of(3);
      KeyBounds bounds = FlowScan.keyBounds(p);
      for (int r = 0; r < rows.size(); r++) {
        if (PredicateOracle.passes(p, rows, r)) {
          assertTrue(
              bounds.times().contains(rows.value(FlowColumn.STIME, r))
                  && bounds.sensors().contains(rows.value(FlowColumn.SENSOR, r))
                  && bounds.flowtypes().contains(rows.value(FlowColumn.FLOWTYPE, r)),
              "seed " + seed + ": " + p);
        }
      }
    }
  }

  @Test
  void anEndBoundsTheStartAboveAndWithADurationBelow() {
    LongIn ends = in(FlowColumn.ETIME, 5000, 9000);
    assertEquals(LongRanges.of(Long.MIN_VALUE, 9000), FlowScan.keyBounds(ends).times());
    assertEquals(
        LongRanges.of(4900, 8990),
        FlowScan.keyBounds(new And(List.of(ends, in(FlowColumn.DURATION, 10, 100)))).times());
    assertEquals(
        LongRanges.ofPairs(Long.MIN_VALUE, 9000, 20_000, 30_000),
        FlowScan.keyBounds(new Or(List.of(ends, in(FlowColumn.STIME, 20_000, 30_000)))).times());
  }

  @Test
  void branchesOfAnOrUniteTheirSensorsAndOneWithoutNamesAll() {
    LongIn one = in(FlowColumn.SENSOR, 1, 1);
    LongIn three = in(FlowColumn.SENSOR, 3, 3);
    assertEquals(
        LongRanges.ofValues(1, 3), FlowScan.keyBounds(new Or(List.of(one, three))).sensors());
    assertEquals(
        LongRanges.ALL,
        FlowScan.keyBounds(new Or(List.of(one, in(FlowColumn.DPORT, 80, 80)))).sensors());
    assertTrue(
        FlowScan.keyBounds(new And(List.of(one, in(FlowColumn.FLOWTYPE, 2, 2))))
            .flowtypes()
            .equals(LongRanges.of(2, 2)));
  }
}
