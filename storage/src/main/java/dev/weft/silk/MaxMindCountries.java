package dev.weft.silk;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbCreator;
import com.maxmind.db.MaxMindDbParameter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a record of a MaxMind database says of countries; the rest of the record is passed over.
 * Public only because MaxMind's reader, which makes it, must find its constructor.
 *
 * @param country the country as a map with {@code iso_code}, or as text
 * @param registered the same, of the one whose network it is
 * @param code a text, in databases of others
 */
public record MaxMindCountries(
    @MaxMindDbParameter(name = "country") @Nullable Country country,
    @MaxMindDbParameter(name = "registered_country") @Nullable Country registered,
    @MaxMindDbParameter(name = "country_code") @Nullable String code) {

  /** The constructor that the reader calls. */
  @MaxMindDbConstructor
  public MaxMindCountries {}

  /**
   * A country.
   *
   * @param isoCode two letters; of a text, all of it
   * @param text true for what is no map
   */
  public record Country(@Nullable String isoCode, boolean text) {
    /** The constructor that the reader calls for a map. */
    @MaxMindDbConstructor
    public Country(@MaxMindDbParameter(name = "iso_code") @Nullable String isoCode) {
      this(isoCode, false);
    }

    /** What the reader calls for a text. */
    @MaxMindDbCreator
    public static Country of(String text) {
      return new Country(text, true);
    }
  }

  /** The country as {@link CountryMap} has it. */
  long mapCode() {
    @Nullable String[] candidates = {
      isoCode(country, false), isoCode(registered, false), code, isoCode(country, true)
    };
    for (String text : candidates) {
      if (text != null && text.matches("[A-Za-z0-9]{2}")) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.charAt(0) << 8 | lower.charAt(1);
      }
    }
    return CountryMap.NONE;
  }

  private static @Nullable String isoCode(@Nullable Country country, boolean text) {
    return country == null || country.text != text ? null : country.isoCode;
  }
}
