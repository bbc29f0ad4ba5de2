package dev.weft.cli;

import dev.weft.jdbc.WeftProperty;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name what lies outside of a store, so that a SiLK data root stays untouched. */
final class StoreFolders {
  @Option(
      names = "--sets",
      paramLabel = "FOLDER",
      description = "Folder of the named IP sets. Default: sets/ in the store.")
  private @Nullable Path sets;

  @Option(
      names = "--pmaps",
      paramLabel = "FOLDER",
      description = "Folder of the prefix maps and the country map. Default: pmaps/ in the store.")
  private @Nullable Path maps;

  @Option(
      names = "--views",
      paramLabel = "FILE",
      description = "File of the site's views. Default: views.sql in the store.")
  private @Nullable Path views;

  @Option(
      names = "--site-config",
      paramLabel = "FILE",
      description = "The silk.conf of a SiLK data root. Default: the one in the root.")
  private @Nullable Path siteConfig;

  /** A URL with what these options set; they win over what it says already. */
  String on(String url) {
    String chosen = with(url, WeftProperty.SETS, sets);
    chosen = with(chosen, WeftProperty.MAPS, maps);
    chosen = with(chosen, WeftProperty.VIEWS, views);
    return with(chosen, WeftProperty.SITE_CONFIG, siteConfig);
  }

  /** A URL with one more property, unless its value is null. */
  static String with(String url, WeftProperty property, @Nullable Object value) {
    return value == null
        ? url
        : url
            + (url.indexOf('?') < 0 ? '?' : '&')
            + property.key()
            + '='
            + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
  }
}
