package dev.weft.flow;

/**
 * A condition on one address that has no short form as ranges, such as a SiLK wildcard. Immutable,
 * safe for several threads, with {@code equals} and a {@code toString} for plans.
 */
public interface AddressTest {
  /** True where the address passes. */
  boolean test(long high, long low);
}
