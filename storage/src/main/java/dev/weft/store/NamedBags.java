package dev.weft.store;

import dev.weft.error.QueryException;
import dev.weft.error.WarningSink;
import dev.weft.silk.SilkBag;
import java.nio.file.Path;
import java.util.List;

/**
 * The Bags of a store by name: {@code NAME.bag} in its directory of sets. Read when first asked
 * for, again when the file changes. Safe for several threads.
 */
public final class NamedBags {
  private final NamedFiles<SilkBag> files;

  /**
   * @param directory need not exist
   * @param warnings told of what the reader of a Bag passes over
   */
  public NamedBags(Path directory, WarningSink warnings) {
    this.files =
        new NamedFiles<>(directory, "Bag", List.of(".bag"), f -> SilkBag.read(f, warnings));
  }

  /**
   * The Bag of a name.
   *
   * @throws QueryException where there is none, listing those that exist, or where it is damaged
   */
  public SilkBag bag(String name) {
    return files.get(name);
  }
}
