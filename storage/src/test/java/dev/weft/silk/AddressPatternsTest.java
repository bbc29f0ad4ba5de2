package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPatternsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "10.x.1-5,7.x; 10.200.7.255; 10.0.6.0",
        "x.x.x.1-5,200-255; 1.2.3.200; 1.2.3.6",
        "0-127.x.0-99,250.x; 127.0.250.1; 128.0.0.1",
        "10.0.0.5/29; 10.0.0.7; 10.0.0.8",
        "167772161; 10.0.0.1; 10.0.0.2",
        "167772161/24; 10.0.0.255; 10.0.1.0",
        "2001:db8:x:x:x:x:x:x; 2001:db8:ffff::1; 2001:db9::",
        "2001:db8::x; 2001:db8::ffff; 2001:db8::1:0",
        "fe80::x:x:x:0-7fff; fe80::1:2:3:7fff; fe80::1:2:3:8000",
        "::ffff:10.0-5.x.x; 10.5.0.0; 10.6.0.0",
        "::ffff:c000:200-24d; 192.0.2.77; 192.0.2.78",
        "::/96; ::1; 0.0.0.1",
        "::; ::; ::1",
        "x:x:x:x:x:x:x:x; 1.2.3.4; ",
        "x.x.x.x; 255.255.255.255; ::fffe:1.2.3.4",
        "::; ::; 0.0.0.0",
        "10.0.0.1 192.0.2.0/24 x.x.x.9; 77.1.2.9; 77.1.2.8",
        "2001:DB8::A-F; 2001:db8::b; 2001:db8::10",
        "1,3,5:x::; 3:ffff::; 2:0::",
        "0.0.0.0/0; 8.8.8.8; 2001:db8::1",
        "::/0; 8.8.8.8; ",
        "x:x:x:x:x:ffff:1.x.x.3; 1.2.9.3; 1.2.9.4",
      })
  void patternsMatchWhatTheySay(String pattern, String inside, String outside) {
    AddressPatterns parsed = AddressPatterns.parse(pattern);
    assertTrue(matches(parsed, inside), pattern + " matches " + inside);
    if (outside != null) {
      assertFalse(matches(parsed, outside), pattern + " does not match " + outside);
    }
    assertEquals(parsed, AddressPatterns.parse("  " + pattern + "\t"));
  }

  private static boolean matches(AddressPatterns patterns, String address) {
    IpAddress a = IpAddress.parse(address);
    return patterns.test(a.high(), a.low());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.x.1-5",
        "10.x.x.x.x",
        "10.x.x.256",
        "10.x.x.1-",
        "10.x.x.-1",
        "10.x.x.5-1",
        "10.x.x.1,,2",
        "10.x.x.",
        "10.x.x.1/24",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "4294967296",
        "2001:db8::/129",
        "2001:db8::x::",
        "x:x:x:x:x:x:x",
        "x:x:x:x:x:x:x:x::",
        "x:x:x:x:x:x:x:10000",
        "x:x:x:x:x:1.2.3.x:x",
        "1.2.3.x::",
        "1.2.3.x::1.2.3.x",
        ":x:x:x:x:x:x:x",
        "fe80::x-5",
        "host.example",
        "10.0.0.1,10.0.0.2",
        "٣.x.x.x",
        "",
        " ",
      })
  void badPatternsAreRefusedByName(String pattern) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> AddressPatterns.parse(pattern));
    assertTrue(String.valueOf(e.getMessage()).contains(pattern.strip()), e.getMessage());
  }

  @Test
  void aModestWildcardBecomesRangesAndAWideOneStaysATest() {
    assertTrue(AddressPatterns.parse("10.x.x.x").isRanges());
    assertEquals(
        IpRanges.ofPrefix(IpAddress.parse("10.0.0.0"), 104),
        AddressPatterns.parse("10.x.x.x").ranges());
    assertEquals(512, AddressPatterns.parse("10.x.1-5,7.x").ranges().count());
    assertFalse(AddressPatterns.parse("x.x.x.1").isRanges());
    assertEquals("{10.0.0.1} x.x.x.1", AddressPatterns.parse("x.x.x.1 10.0.0.1").toString());
  }

  @Test
  void wildcardsAreEqualWhereTheyMatchTheSame() {
    assertEquals(SilkWildcard.parse("x.x.x.1-3"), SilkWildcard.parse("::ffff:0-255.X.x.1,2,3"));
    assertEquals(
        SilkWildcard.parse("x.x.x.1-3").hashCode(), SilkWildcard.parse("x.x.x.3,1,2").hashCode());
    assertNotEquals(SilkWildcard.parse("x.x.x.1-3"), SilkWildcard.parse("x.x.x.1-4"));
  }

  @Test
  void rangesOfAWildcardHoldWhatItsBitMapsHold() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      String text = randomWildcard(random);
      SilkWildcard wildcard = SilkWildcard.parse(text);
      IpRanges ranges = wildcard.ranges();
      assertNotNull(ranges, text);
      for (int i = 0; i < 200; i++) {
        long low = IpAddress.IPV4_LOW;
        for (int octet = 0; octet < 4; octet++) {
          low |= (long) random.nextInt(6) << (8 * octet);
        }
        boolean inside = ranges.contains(0, low);
        assertEquals(inside, wildcard.test(0, low), text + " " + low + " seed " + seed);
      }
    }
  }

  private static String randomWildcard(Random random) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      b.append(i == 0 ? "" : ".");
      int low = random.nextInt(4);
      switch (random.nextInt(3)) {
        case 0 -> b.append(low).append('-').append(low + random.nextInt(3));
        case 1 -> b.append(low).append(',').append(5);
        default -> b.append(i == 3 ? "x" : Integer.toString(low));
      }
    }
    return b.toString();
  }
}
