package dev.weft.expression;

import dev.weft.batch.AddressVector;
import dev.weft.expression.Expression.AddressMap;
import dev.weft.expression.Expression.Comparison;
import dev.weft.flow.AddressTest;
import dev.weft.flow.IpAddress;
import org.jspecify.annotations.Nullable;

/** Loops over addresses. */
final class AddressLoops {
  private AddressLoops() {}

  static void test(
      AddressVector in, long[] out, int @Nullable [] rows, int count, AddressTest test) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = test.test(in.highs[i], in.lows[i]) ? 1 : 0;
    }
  }

  static void map(AddressVector in, long[] out, int @Nullable [] rows, int count, AddressMap map) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = map.code(in.highs[i], in.lows[i]);
    }
  }

  static void version(AddressVector in, long[] out, int @Nullable [] rows, int count) {
    boolean ipv4 = in.allIpv4();
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      out[i] = ipv4 || IpAddress.isIpv4(in.highs[i], in.lows[i]) ? 4 : 6;
    }
  }

  static void prefix(
      AddressVector in,
      AddressVector out,
      int @Nullable [] rows,
      int count,
      int ipv4Bits,
      int ipv6Bits) {
    long ipv4Mask = mask(96 + ipv4Bits - 64); // the mapped prefix itself is always kept
    long highMask = mask(ipv6Bits);
    long lowMask = mask(ipv6Bits - 64);
    if (in.allIpv4()) {
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out.highs[i] = 0;
        out.lows[i] = in.lows[i] & ipv4Mask;
      }
      out.allIpv4(true);
      return;
    }
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      boolean ipv4 = IpAddress.isIpv4(in.highs[i], in.lows[i]);
      out.highs[i] = in.highs[i] & (ipv4 ? -1 : highMask);
      out.lows[i] = in.lows[i] & (ipv4 ? ipv4Mask : lowMask);
    }
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1 : -1L << (64 - bits);
  }

  static void compare(
      Comparison operator,
      AddressVector a,
      AddressVector b,
      long[] out,
      int @Nullable [] rows,
      int count) {
    for (int k = 0; k < count; k++) {
      int i = rows == null ? k : rows[k];
      int order = IpAddress.compare(a.highs[i], a.lows[i], b.highs[i], b.lows[i]);
      boolean truth =
          switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
          };
      out[i] = truth ? 1 : 0;
    }
  }
}
