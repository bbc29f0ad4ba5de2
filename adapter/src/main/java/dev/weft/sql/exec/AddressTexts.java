package dev.weft.sql.exec;

import dev.weft.flow.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as text. Addresses of traffic repeat, so the latest texts are kept and handed out
 * again. For use by one thread.
 */
public final class AddressTexts {
  private static final int BITS = 12;

  private final long[] highs = new long[1 << BITS];
  private final long[] lows = new long[1 << BITS];
  private final @Nullable String[] texts = new @Nullable String[1 << BITS];

  public String of(long high, long low) {
    int slot = (int) ((high * 31 + low) * 0x9E37_79B9_7F4A_7C15L >>> 64 - BITS);
    String text = texts[slot];
    if (text == null || lows[slot] != low || highs[slot] != high) {
      text = format(high, low);
      highs[slot] = high;
      lows[slot] = low;
      texts[slot] = text;
    }
    return text;
  }

  static String format(long high, long low) {
    return new IpAddress(high, low).toString();
  }
}
