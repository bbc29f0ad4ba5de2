package dev.weft.silk;

import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A prefix map read as a country map: a value is two characters, the first times 256 plus the
 * second, in lower case; 11565 is {@code --}, no country. Immutable; equal only to itself.
 *
 * <p>An address that the map can't hold is of no country as well. A value that is no two characters
 * reads {@code ??}, as in SiLK.
 */
public final class CountryMap implements AddressLabels {
  /** The code of {@code --}. */
  public static final long NONE = '-' << 8 | '-';

  /** The code of {@code ??}. */
  static final long INVALID = 32383;

  private static final String INVALID_LABEL = "??";
  private static final int GREATEST = 'z' << 8 | 'z';

  private final SilkPrefixMap map;

  /**
   * @throws IllegalArgumentException where the map has labels, or is one of ports
   */
  public CountryMap(SilkPrefixMap map) {
    if (map.hasDictionary() || map.kind() == SilkPrefixMap.Kind.PORT) {
      throw new IllegalArgumentException(
          "a map with labels of its own or of ports is no country map; make one with rwgeoip2ccmap");
    }
    this.map = map;
  }

  /** Reads a country map: a MaxMind database where the name ends in .mmdb, else a prefix map. */
  public static CountryMap read(Path file, WarningSink warnings) throws IOException {
    if (file.toString().endsWith(".mmdb")) {
      return MaxMindFile.read(file);
    }
    SilkPrefixMap map = SilkPrefixMap.read(file, warnings);
    try {
      return new CountryMap(map);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedFormatException(file.toString(), 14, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public long code(long high, long low) {
    long value = map.code(high, low);
    return value == SilkPrefixMap.UNKNOWN ? NONE : isCountry(value) ? value : INVALID;
  }

  private static boolean isCountry(long value) {
    long second = value & 0xFF;
    return value >= NONE && value <= GREATEST && second > ' ' && second < 0x7F;
  }

  @Override
  public String label(long code) {
    return text(code);
  }

  /** The two characters of a code; ?? where it is none. */
  static String text(long code) {
    return isCountry(code)
        ? new String(new char[] {(char) (code >>> 8), (char) (code & 0xFF)})
        : INVALID_LABEL;
  }

  @Override
  public long codeOf(String label) {
    if (label.equals(INVALID_LABEL)) {
      return INVALID;
    }
    if (label.length() != 2 || label.charAt(1) > 0x7F) {
      return NO_CODE;
    }
    long code = (long) label.charAt(0) << 8 | label.charAt(1);
    return isCountry(code) ? code : NO_CODE;
  }
}
