package dev.weft.operator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How rwcount gives a flow to the bins that it touches; the ordinal is SiLK's number. */
public enum LoadScheme {
  /** The same share to every bin. */
  BIN_UNIFORM,
  /** All to the bin of the start. */
  START_SPIKE,
  /** All to the bin of the end. */
  END_SPIKE,
  /** All to the bin of the middle. */
  MIDDLE_SPIKE,
  /** To each bin by its part of the milliseconds from the first to the last, both included. */
  TIME_PROPORTIONAL,
  /** All to every bin. */
  MAXIMUM_VOLUME,
  /** A record to every bin; volume only of flows that lie in one bin. */
  MINIMUM_VOLUME;

  /** The name in SiLK: {@code time-proportional}. */
  public String silkName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The scheme of a name or number of SiLK's.
   *
   * @throws IllegalArgumentException listing those that exist
   */
  public static LoadScheme of(String text) {
    for (LoadScheme scheme : values()) {
      if (scheme.silkName().equalsIgnoreCase(text) || text.equals("" + scheme.ordinal())) {
        return scheme;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no load-scheme; there are "
            + Arrays.stream(values()).map(LoadScheme::silkName).collect(Collectors.joining(", ")));
  }
}
