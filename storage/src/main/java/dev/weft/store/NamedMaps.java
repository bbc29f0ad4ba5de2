package dev.weft.store;

import dev.weft.error.QueryException;
import dev.weft.error.WarningSink;
import dev.weft.silk.AddressLabels;
import dev.weft.silk.CountryMap;
import dev.weft.silk.SilkPrefixMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The prefix maps of a store by name, {@code NAME.pmap} in its directory of maps; {@code
 * country_codes.pmap}, or else a MaxMind database ({@code *.mmdb}, the first by name), is the
 * country map. Read when first asked for, again when the file changes. Safe for several threads.
 */
public final class NamedMaps {
  private static final String COUNTRY_MAP = "country_codes";
  private static final String EXTENSION = ".pmap";
  private static final String MAXMIND_EXTENSION = ".mmdb";

  private final Path directory;
  private final NamedFiles<SilkPrefixMap> maps;
  private final NamedFiles<CountryMap> countries;

  /**
   * @param directory need not exist
   * @param warnings told of what the reader of a map passes over
   */
  public NamedMaps(Path directory, WarningSink warnings) {
    this.directory = directory;
    this.maps =
        new NamedFiles<>(
            directory, "prefix map", List.of(EXTENSION), f -> SilkPrefixMap.read(f, warnings));
    this.countries =
        new NamedFiles<>(
            directory,
            "country map",
            List.of(EXTENSION, MAXMIND_EXTENSION),
            f -> CountryMap.read(f, warnings));
  }

  /**
   * The prefix map of a name.
   *
   * @throws QueryException where there is none, listing those that exist, or where it is damaged
   */
  public SilkPrefixMap map(String name) {
    return maps.get(name);
  }

  /**
   * The store's country map.
   *
   * @throws QueryException where there is none, or where it is damaged
   */
  public AddressLabels countryMap() {
    Path file = countries.find(COUNTRY_MAP);
    if (file == null) {
      file =
          countries.names().values().stream()
              .filter(f -> f.toString().endsWith(MAXMIND_EXTENSION))
              .findFirst()
              .orElseThrow(
                  () ->
                      new QueryException(
                          "there is no country map: put SiLK's country_codes.pmap or a MaxMind"
                              + " country database (.mmdb) into "
                              + directory));
    }
    return countries.content(file);
  }

  /** Names of the maps that are there, ascending. */
  public Set<String> names() {
    return maps.names().keySet();
  }
}
