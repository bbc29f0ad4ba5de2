package dev.weft.predicate;

import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.Or;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a predicate asks of the address filters of a file: whether any of its single addresses, on
 * the sides it names them for, may occur there. Immutable; may be shared by threads.
 */
public final class AddressProbe {
  /** Most single addresses that are looked up in a file before it is read after all. */
  public static final int MAX_POINTS = 100_000;

  /** Neighbours are one range in a set; so many of them are still asked for one by one. */
  private static final int MAX_RUN = 16;

  /** Asks the filter of a file. */
  public interface Filter {
    /** False promises that no flow has the address on that side. */
    boolean mayContain(FlowColumn side, long high, long low) throws IOException;
  }

  private final @Nullable FlowColumn side; // of a leaf
  private final long[] points; // of a leaf: high, low, high, low, ...
  private final List<AddressProbe> operands;
  private final boolean all;

  private AddressProbe(
      @Nullable FlowColumn side, long[] points, List<AddressProbe> operands, boolean all) {
    this.side = side;
    this.points = points;
    this.operands = operands;
    this.all = all;
  }

  /** Null where address filters can say nothing of the predicate. */
  public static @Nullable AddressProbe of(Predicate p) {
    if (p instanceof AddressIn x) {
      return ofPoints(x);
    } else if (p instanceof And x) {
      List<AddressProbe> known = new ArrayList<>();
      for (Predicate o : x.operands()) {
        AddressProbe probe = of(o);
        if (probe != null) {
          known.add(probe);
        }
      }
      return known.isEmpty() ? null : combine(known, true);
    } else if (p instanceof Or x) {
      List<AddressProbe> known = new ArrayList<>();
      for (Predicate o : x.operands()) {
        AddressProbe probe = of(o);
        if (probe == null) {
          return null; // this side of the OR may pass anything
        }
        known.add(probe);
      }
      return known.isEmpty() ? null : combine(known, false);
    }
    return null;
  }

  private static AddressProbe combine(List<AddressProbe> operands, boolean all) {
    operands.sort(Comparator.comparingInt(AddressProbe::size));
    return new AddressProbe(null, new long[0], List.copyOf(operands), all);
  }

  private static @Nullable AddressProbe ofPoints(AddressIn x) {
    IpRanges set = x.values();
    if (x.column() != FlowColumn.SIP && x.column() != FlowColumn.DIP || set.count() > MAX_POINTS) {
      return null;
    }
    List<Long> points = new ArrayList<>();
    for (int i = 0; i < set.count(); i++) {
      IpAddress low = set.low(i);
      IpAddress high = set.high(i);
      if (low.high() != high.high()
          || Long.compareUnsigned(high.low() - low.low(), MAX_RUN - 1) > 0
          || points.size() > 2 * MAX_POINTS) {
        return null;
      }
      for (long a = low.low(); ; a++) {
        points.add(low.high());
        points.add(a);
        if (a == high.low()) {
          break;
        }
      }
    }
    return new AddressProbe(
        x.column(), points.stream().mapToLong(v -> v).toArray(), List.of(), false);
  }

  /** Number of addresses to look up. */
  public int size() {
    return points.length / 2 + operands.stream().mapToInt(AddressProbe::size).sum();
  }

  /** False promises that no flow of the file passes the predicate. */
  public boolean mayMatch(Filter filter) throws IOException {
    if (side != null) {
      for (int i = 0; i < points.length; i += 2) {
        if (filter.mayContain(side, points[i], points[i + 1])) {
          return true;
        }
      }
      return false;
    }
    for (AddressProbe operand : operands) {
      if (operand.mayMatch(filter) != all) {
        return !all;
      }
    }
    return all;
  }
}
