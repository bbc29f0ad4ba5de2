package dev.weft.predicate;

import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.LongIn;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Operands of an AND or OR that are sets of one column's values: those of a column become one set,
 * all at once, for a list may have some 100,000 of them. For one thread.
 */
public final class ColumnSets {
  private final Map<FlowColumn, List<LongRanges>> longs = new EnumMap<>(FlowColumn.class);
  private final Map<FlowColumn, List<IpRanges>> addresses = new EnumMap<>(FlowColumn.class);

  /** Takes an operand; false where it is no set of a column's values. */
  public boolean add(Predicate p) {
    if (p instanceof LongIn x) {
      longs.computeIfAbsent(x.column(), c -> new ArrayList<>()).add(x.values());
    } else if (p instanceof AddressIn x) {
      addresses.computeIfAbsent(x.column(), c -> new ArrayList<>()).add(x.values());
    } else {
      return false;
    }
    return true;
  }

  /**
   * One operand a column, in the order of the columns; a set may be empty or hold every value.
   *
   * @param and whether values are in all sets or in any
   */
  public List<Predicate> merged(boolean and) {
    List<Predicate> merged = new ArrayList<>();
    longs.forEach(
        (column, sets) ->
            merged.add(
                new LongIn(column, and ? LongRanges.intersection(sets) : LongRanges.union(sets))));
    addresses.forEach(
        (column, sets) ->
            merged.add(
                new AddressIn(column, and ? IpRanges.intersection(sets) : IpRanges.union(sets))));
    return merged;
  }
}
