package dev.weft.store;

import dev.weft.error.QueryException;
import dev.weft.error.WarningSink;
import dev.weft.flow.IpRanges;
import dev.weft.silk.SilkIpSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The IP sets of a store by name: {@code NAME.set} (an IPset, or text) or {@code NAME.txt} in its
 * directory of sets. Read when first asked for, again when the file changes. Safe for several
 * threads.
 */
public final class NamedSets {
  private final NamedFiles<IpRanges> files;

  /**
   * @param directory need not exist
   * @param warnings told of what the reader of a set passes over
   */
  public NamedSets(Path directory, WarningSink warnings) {
    this.files =
        new NamedFiles<>(
            directory, "IP set", List.of(".set", ".txt"), f -> SilkIpSet.read(f, warnings));
  }

  /**
   * The set of a name.
   *
   * @throws QueryException where there is none, listing those that exist, or where it is damaged
   */
  public IpRanges set(String name) {
    return files.get(name);
  }

  /** Names of the sets that are there, ascending. */
  public Set<String> names() {
    return files.names().keySet();
  }
}
