package dev.weft.predicate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.Zone;
import dev.weft.flow.FirstOctets;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZonesTest {
  private static ZoneDecision decide(IpRanges values, Zone zone) {
    return ((Zones) column -> zone).decide(new Predicate.AddressIn(FlowColumn.SIP, values));
  }

  private static Zone zone(List<IpAddress> addresses) {
    List<IpAddress> sorted = addresses.stream().sorted().toList();
    FirstOctets octets =
        addresses.stream()
            .map(a -> FirstOctets.of((int) a.low() >>> 24))
            .reduce(FirstOctets.NONE, FirstOctets::union);
    return Zone.ofAddresses(sorted.get(0), sorted.get(sorted.size() - 1)).with(octets);
  }

  @Test
  void outsideAddressesAroundAPrivateBlockAreNotInIt() {
    Zone outside = zone(List.of(IpAddress.parse("1.2.3.4"), IpAddress.parse("223.1.1.1")));
    IpRanges inside = IpRanges.ofPrefix(IpAddress.parse("10.0.0.0"), 96 + 8);
    assertEquals(ZoneDecision.NO_ROW, decide(inside, outside));
    assertEquals(ZoneDecision.EVERY_ROW, decide(inside.complement(), outside));
    assertEquals(
        ZoneDecision.SOME_ROWS,
        decide(
            inside,
            zone(
                List.of(
                    IpAddress.parse("1.2.3.4"),
                    IpAddress.parse("10.0.0.1"),
                    IpAddress.parse("223.1.1.1")))));
  }

  @Test
  void whatIsDecidedHoldsForEveryAddress() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int decided = 0;
    for (int round = 0; round < 2_000; round++) {
      List<IpAddress> addresses = new ArrayList<>();
      IntStream.range(0, 1 + random.nextInt(20))
          .forEach(
              i -> addresses.add(IpAddress.ofIpv4(random.nextInt(6) << 24 | random.nextInt(3))));
      List<IpRanges> sets = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        IpAddress a = IpAddress.ofIpv4(random.nextInt(6) << 24 | random.nextInt(3));
        sets.add(IpRanges.ofPrefix(a, 96 + (random.nextBoolean() ? 8 : 6 + random.nextInt(27))));
      }
      IpRanges values = IpRanges.union(sets);
      IpRanges either = random.nextBoolean() ? values : values.complement();
      long passing = addresses.stream().filter(either::contains).count();
      ZoneDecision decision = decide(either, zone(addresses));
      String what = "seed " + seed + ": " + either + " of " + addresses;
      assertTrue(decision != ZoneDecision.NO_ROW || passing == 0, what);
      assertTrue(decision != ZoneDecision.EVERY_ROW || passing == addresses.size(), what);
      decided += decision == ZoneDecision.SOME_ROWS ? 0 : 1;
    }
    assertTrue(decided > 150, "seed " + seed + ": " + decided + " of 2000 decided");
  }
}
