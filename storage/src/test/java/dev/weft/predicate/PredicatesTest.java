package dev.weft.predicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Zone;
import dev.weft.expression.Expression;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Or;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PredicatesTest {
  private static LongIn port(long... ports) {
    return new LongIn(FlowColumn.DPORT, LongRanges.ofValues(ports));
  }

  private static IpRanges addresses(String... texts) {
    List<IpRanges.Range> all = new ArrayList<>();
    for (String t : texts) {
      all.add(new IpRanges.Range(IpAddress.parse(t), IpAddress.parse(t)));
    }
    return IpRanges.of(all);
  }

  @Test
  void normalFormAndNegationPassTheRowsTheyShould() {
    long seed = Long.getLong("weft.seed", System.nanoTime());
    Random random = new Random(seed);
    RandomFlows flows = RandomFlows.of(seed);
    FlowRows rows = flows.rows(200);
    RandomPredicates predicates = new RandomPredicates(random, flows, rows);
    for (int i = 0; i < 2000; i++) {
      Predicate p = predicates.of(3);
      Predicate normal = Predicates.normalize(p);
      assertEquals(normal, Predicates.normalize(normal), () -> "seed " + seed + ": " + p);
      assertTrue(Predicates.columns(p).containsAll(Predicates.columns(normal)));
      Predicate not = Predicates.not(p);
      for (int r = 0; r < rows.size(); r++) {
        boolean passes = PredicateOracle.passes(p, rows, r);
        assertEquals(
            passes, PredicateOracle.passes(normal, rows, r), () -> "seed " + seed + ": " + p);
        assertFalse(
            passes && PredicateOracle.passes(not, rows, r), () -> "seed " + seed + ": " + p);
      }
    }
  }

  @Test
  void whatTheBoundsDecideIsTrueOfTheRows() {
    long seed = Long.getLong("weft.seed", System.nanoTime());
    Random random = new Random(seed);
    int decided = 0;
    for (int i = 0; i < 3000; i++) {
      RandomFlows flows = RandomFlows.of(seed + i).withPartitions(1, 1, 1);
      FlowRows rows = flows.rows(1 + random.nextInt(4));
      Predicate p = new RandomPredicates(random, flows, rows).of(2);
      Zones zones = column -> zone(rows, column);
      ZoneDecision decision = zones.decide(p);
      assertEquals(decision, new PredicateMatcher(p).prepare(zones));
      decided += decision == ZoneDecision.SOME_ROWS ? 0 : 1;
      for (int r = 0; r < rows.size(); r++) {
        boolean passes = PredicateOracle.passes(p, rows, r);
        assertFalse(passes && decision == ZoneDecision.NO_ROW, "seed " + seed + ": " + p);
        assertFalse(!passes && decision == ZoneDecision.EVERY_ROW, "seed " + seed + ": " + p);
      }
    }
    assertTrue(decided > 500, "only " + decided);
  }

  private static Zone zone(FlowRows rows, FlowColumn c) {
    if (c == FlowColumn.ETIME) {
      return Zone.ANY_LONG; // to be told from start and duration
    }
    if (c.isAddress()) {
      IpAddress min = rows.address(c, 0);
      IpAddress max = min;
      for (int r = 1; r < rows.size(); r++) {
        IpAddress a = rows.address(c, r);
        min = a.compareTo(min) < 0 ? a : min;
        max = a.compareTo(max) > 0 ? a : max;
      }
      return Zone.ofAddresses(min, max);
    }
    long min = rows.value(c, 0);
    long max = min;
    for (int r = 1; r < rows.size(); r++) {
      min = Math.min(min, rows.value(c, r));
      max = Math.max(max, rows.value(c, r));
    }
    return Zone.ofLongs(min, max);
  }

  @Test
  void setsOfOneColumnMergeAndTheCheapestComesFirst() {
    AddressIn sip = new AddressIn(FlowColumn.SIP, addresses("10.0.0.1"));
    LongIn protocol = new LongIn(FlowColumn.PROTOCOL, LongRanges.of(6, 6));
    assertEquals(
        new And(List.of(protocol, port(80), sip)),
        Predicates.and(sip, port(80, 443), Predicates.and(protocol, port(25, 80))));
    assertEquals(port(25, 80, 443), Predicates.or(port(80, 443), port(25)));
    assertEquals(Predicates.NONE, Predicates.and(port(80), port(443), sip));
    assertEquals(Predicates.ALL, Predicates.or(port(80), Predicates.not(port(80)), sip));
  }

  @Test
  void aTestThatIsAMembershipBecomesOne() {
    Expression dport = new Expression.Input(FlowColumn.DPORT.ordinal(), ValueKind.LONG, false);
    Expression is80 =
        new Expression.Compare(Expression.Comparison.EQUAL, new Expression.LongLiteral(80), dport);
    assertEquals(port(80), Predicates.test(is80));
    assertEquals(Predicates.not(port(80)), Predicates.test(new Expression.Not(is80)));
    assertEquals(
        Predicates.NONE,
        Predicates.test(new Expression.And(List.of(is80, new Expression.LongLiteral(0)))));
    assertEquals(Set.of(FlowColumn.DPORT), Predicates.columns(Predicates.test(is80)));
  }

  @Test
  void anUnknownTestPassesNeitherAsItIsNorNegated() {
    Predicate unknown = new Predicate.Test(new Expression.Null(ValueKind.LONG));
    assertEquals(Predicates.NONE, Predicates.normalize(unknown));
    assertEquals(Predicates.NONE, Predicates.not(unknown));
  }

  @Test
  void filtersAreAskedForPointsOfEitherSide() throws Exception {
    IpRanges two = addresses("10.0.0.1", "10.0.0.9");
    Predicate either =
        new Or(List.of(new AddressIn(FlowColumn.SIP, two), new AddressIn(FlowColumn.DIP, two)));
    AddressProbe probe = AddressProbe.of(new And(List.of(port(80), either)));
    assertTrue(probe.mayMatch((side, h, l) -> side == FlowColumn.DIP && (l & 255) == 9));
    assertFalse(probe.mayMatch((side, h, l) -> (l & 255) == 5));
    assertNull(AddressProbe.of(new Or(List.of(port(80), either))));
    assertNull(AddressProbe.of(new AddressIn(FlowColumn.NHIP, two)));
    IpRanges wide = IpRanges.ofPrefix(IpAddress.parse("10.0.0.0"), 104);
    assertNull(AddressProbe.of(new AddressIn(FlowColumn.SIP, wide)));
  }
}
