package dev.weft.batch;

import dev.weft.flow.ValueKind;

/**
 * A column of addresses. {@link #allIpv4} lets a consumer look at {@link #lows} only; the arrays
 * are valid either way.
 */
public final class AddressVector extends Vector {
  /** Upper 64 bits of each row. */
  public final long[] highs;

  /** Lower 64 bits of each row. */
  public final long[] lows;

  private boolean allIpv4;

  public AddressVector(int capacity) {
    highs = new long[capacity];
    lows = new long[capacity];
  }

  /** True promises that every row (every selected one at least) lies in ::ffff:0:0/96. */
  public boolean allIpv4() {
    return allIpv4;
  }

  /** Set by whoever fills the vector, at every filling. */
  public void allIpv4(boolean promise) {
    allIpv4 = promise;
  }

  @Override
  public ValueKind kind() {
    return ValueKind.ADDRESS;
  }

  @Override
  public int capacity() {
    return lows.length;
  }
}
