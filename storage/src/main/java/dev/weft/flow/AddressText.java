package dev.weft.flow;

import org.jspecify.annotations.Nullable;

/** Reading and writing addresses as text. */
final class AddressText {
  private AddressText() {}

  static String format(long high, long low) {
    StringBuilder b = new StringBuilder(40);
    if (IpAddress.isIpv4(high, low)) {
      return appendQuad(b, low).toString();
    }
    if (high == 0 && low >>> 32 == 0 && (low & 0xFFFF_0000L) != 0) { // the C library's ::a.b.c.d
      return appendQuad(b.append("::"), low).toString();
    }
    int bestStart = -1;
    int bestLength = 1; // a single zero group is not shortened
    for (int i = 0; i < 8; i++) {
      int j = i;
      while (j < 8 && group(high, low, j) == 0) {
        j++;
      }
      if (j - i > bestLength) {
        bestStart = i;
        bestLength = j - i;
      }
      i = Math.max(i, j - 1);
    }
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        b.append("::");
        i += bestLength - 1;
        continue;
      }
      if (b.length() > 0 && b.charAt(b.length() - 1) != ':') {
        b.append(':');
      }
      b.append(Integer.toHexString(group(high, low, i)));
    }
    return b.toString();
  }

  private static StringBuilder appendQuad(StringBuilder b, long v) {
    return b.append(v >>> 24 & 255)
        .append('.')
        .append(v >>> 16 & 255)
        .append('.')
        .append(v >>> 8 & 255)
        .append('.')
        .append(v & 255);
  }

  private static int group(long high, long low, int i) {
    return (int) ((i < 4 ? high >>> (48 - 16 * i) : low >>> (112 - 16 * i)) & 0xFFFF);
  }

  static @Nullable IpAddress parse(CharSequence text) {
    int n = text.length();
    if (n < 2 || n > 45) {
      return null;
    }
    for (int i = 0; i < n; i++) {
      if (text.charAt(i) == ':') {
        return parseIpv6(text);
      }
    }
    long quad = parseQuad(text, 0);
    return quad < 0 ? null : IpAddress.ofIpv4(quad);
  }

  /** Returns the 32 bits, or -1 where the rest of the text from {@code i} is no dotted quad. */
  private static long parseQuad(CharSequence text, int i) {
    long bits = 0;
    int n = text.length();
    for (int part = 0; part < 4; part++) {
      if (part > 0 && (i >= n || text.charAt(i++) != '.')) {
        return -1;
      }
      int value = 0;
      int digits = 0;
      while (i < n && text.charAt(i) >= '0' && text.charAt(i) <= '9' && digits < 4) {
        value = value * 10 + text.charAt(i++) - '0';
        digits++;
      }
      if (digits == 0 || digits > 3 || value > 255) {
        return -1;
      }
      bits = bits << 8 | value;
    }
    return i == n ? bits : -1;
  }

  private static @Nullable IpAddress parseIpv6(CharSequence text) {
    int n = text.length();
    int[] groups = new int[8];
    int count = 0;
    int gap = -1;
    int i = 0;
    if (text.charAt(0) == ':') {
      if (text.charAt(1) != ':') {
        return null;
      }
      gap = 0;
      i = 2;
    }
    while (i < n) {
      int start = i;
      int value = 0;
      while (i < n
          && i - start < 5
          && Character.digit(text.charAt(i), 16) >= 0
          && text.charAt(i) < 128) {
        value = value << 4 | Character.digit(text.charAt(i++), 16);
      }
      if (i < n && text.charAt(i) == '.') {
        long quad = count <= 6 ? parseQuad(text, start) : -1;
        if (quad < 0) {
          return null;
        }
        groups[count++] = (int) (quad >>> 16);
        groups[count++] = (int) (quad & 0xFFFF);
        i = n;
        break;
      }
      if (i == start || i - start > 4 || count == 8) {
        return null;
      }
      groups[count++] = value;
      if (i == n) {
        break;
      }
      if (text.charAt(i++) != ':' || i == n) {
        return null;
      }
      if (text.charAt(i) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        i++;
      }
    }
    if (gap < 0 ? count != 8 : count > 7) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int k = 0; k < 8; k++) {
      int source = gap < 0 || k < gap ? k : k - (8 - count);
      int value = gap >= 0 && k >= gap && source < gap ? 0 : groups[source];
      if (k < 4) {
        high = high << 16 | value;
      } else {
        low = low << 16 | value;
      }
    }
    return new IpAddress(high, low);
  }
}
