package dev.weft.jdbc;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set on a connection. The list is closed: Calcite's own properties, some of
 * which load classes by name, can't be reached through a URL.
 */
public enum WeftProperty {
  THREADS("threads", "worker threads of one query; default: the machine's processors"),
  MEMORY(
      "memory",
      "memory of one query before it spills to disk or, where an operator can't, is refused, such as"
          + " 256m or 2g; default: half the heap"),
  ON_DAMAGE(
      "onDamage",
      "fail: a damaged file ends the query; skip: the query goes on without its damaged part and"
          + " warns",
      "fail",
      "skip"),
  PUSHDOWN(
      "pushdown",
      "on: conditions and aggregates run inside the scan; off: row by row above it, for comparison",
      "on",
      "off"),
  PRUNING(
      "pruning",
      "on: files and blocks that can't hold a match are left unread; off: all are read",
      "on",
      "off"),
  SETS("sets", "folder of the named IP sets; default: sets/ in the store"),
  MAPS("pmaps", "folder of the prefix maps and the country map; default: pmaps/ in the store"),
  VIEWS("views", "file of the site's views; default: views.sql in the store"),
  SITE_CONFIG("siteConfig", "the silk.conf of a SiLK data root; default: the one in the root"),
  QUERY_TIMEOUT("queryTimeout", "seconds after which a query is stopped; default: 0, never"),
  USER("user", "name at the server; taken and ignored by an embedded store, which has no users"),
  PASSWORD("password", "of the user; taken and ignored by an embedded store"),
  TLS("tls", "remote: true encrypts the connection and checks who the server is", "false", "true"),
  TRUST_STORE(
      "trustStore",
      "remote: file of the certificates (PEM, PKCS #12 or JKS) to trust a server by; default: the"
          + " JVM's"),
  TRUST_STORE_PASSWORD("trustStorePassword", "remote: password of that file, if it has one");

  private static final Set<WeftProperty> BOTH = EnumSet.of(QUERY_TIMEOUT, USER, PASSWORD);
  private static final Set<WeftProperty> REMOTE_ONLY =
      EnumSet.of(TLS, TRUST_STORE, TRUST_STORE_PASSWORD);

  private final String key;
  private final String description;
  private final List<String> choices;

  WeftProperty(String key, String description, String... choices) {
    this.key = key;
    this.description = description;
    this.choices = List.of(choices);
  }

  /** The name as it is written in a URL. */
  public String key() {
    return key;
  }

  /** One line. */
  public String description() {
    return description;
  }

  /** The values it may have, the default first; empty where any text may stand. */
  public List<String> choices() {
    return choices;
  }

  static @Nullable WeftProperty of(String key) {
    for (WeftProperty property : values()) {
      if (property.key.equalsIgnoreCase(key)) {
        return property;
      }
    }
    return null;
  }

  /** True where a remote URL may set it; the rest is for the server's owner. */
  boolean isForRemote() {
    return BOTH.contains(this) || REMOTE_ONLY.contains(this);
  }

  boolean isForEmbedded() {
    return !REMOTE_ONLY.contains(this);
  }

  static String names(Predicate<WeftProperty> wanted) {
    return Arrays.stream(values())
        .filter(wanted)
        .map(WeftProperty::key)
        .collect(Collectors.joining(", "));
  }
}
