package dev.weft.sql.translate;

import dev.weft.sql.type.Dictionary;
import dev.weft.sql.type.Value;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * What functions of a text give for each text of a dictionary, found once though a statement has
 * the function many times. For one thread.
 */
final class Tabulations {
  /** A function that has been evaluated for all texts. */
  interface Table {
    /** The function of a value under the dictionary that this was made for. */
    Value of(Value text);
  }

  private final Map<Dictionary, Map<RexNode, Optional<Table>>> tables = new IdentityHashMap<>();

  /** The table of a function; null where it has none. */
  @Nullable Table table(RexNode function, Dictionary dictionary, Supplier<@Nullable Table> make) {
    Map<RexNode, Optional<Table>> known = tables.computeIfAbsent(dictionary, d -> new HashMap<>());
    Optional<Table> table = known.get(function);
    if (table == null) {
      table = Optional.ofNullable(make.get());
      known.put(function, table);
    }
    return table.orElse(null);
  }
}
