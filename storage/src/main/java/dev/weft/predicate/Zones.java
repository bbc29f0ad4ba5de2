package dev.weft.predicate;

import dev.weft.batch.Zone;
import dev.weft.flow.FirstOctets;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.Always;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Or;

/** What the bounds of some flows' columns say of a predicate. */
@FunctionalInterface
public interface Zones {
  /** Bounds of a column over these flows. */
  Zone zone(FlowColumn column);

  /** What these bounds say of a predicate. */
  default ZoneDecision decide(Predicate p) {
    if (p instanceof Always x) {
      return x.passes() ? ZoneDecision.EVERY_ROW : ZoneDecision.NO_ROW;
    } else if (p instanceof And x) {
      ZoneDecision all = ZoneDecision.EVERY_ROW;
      for (Predicate o : x.operands()) {
        all = all.and(decide(o));
      }
      return all;
    } else if (p instanceof Or x) {
      ZoneDecision any = ZoneDecision.NO_ROW;
      for (Predicate o : x.operands()) {
        any = any.or(decide(o));
      }
      return any;
    } else if (p instanceof LongIn x) {
      Zone z = x.column() == FlowColumn.ETIME ? ends() : zone(x.column());
      return x.values().containsAll(z.minLow(), z.maxLow())
          ? ZoneDecision.EVERY_ROW
          : x.values().intersects(z.minLow(), z.maxLow())
              ? ZoneDecision.SOME_ROWS
              : ZoneDecision.NO_ROW;
    } else if (p instanceof AddressIn x) {
      return decide(x.values(), zone(x.column()));
    }
    return ZoneDecision.SOME_ROWS;
  }

  private static ZoneDecision decide(IpRanges values, Zone z) {
    IpAddress min = new IpAddress(z.minHigh(), z.minLow());
    IpAddress max = new IpAddress(z.maxHigh(), z.maxLow());
    FirstOctets octets = z.octets();
    if (values.containsAll(min, max)
        || octets != null && values.filledOctets().containsAll(octets)) {
      return ZoneDecision.EVERY_ROW;
    }
    return values.intersects(min, max)
            && (octets == null || values.touchedOctets().intersects(octets))
        ? ZoneDecision.SOME_ROWS
        : ZoneDecision.NO_ROW;
  }

  /** Bounds of the end time: what is known of it, and of start plus duration. */
  private Zone ends() {
    Zone known = zone(FlowColumn.ETIME);
    Zone start = zone(FlowColumn.STIME);
    Zone duration = zone(FlowColumn.DURATION);
    long min = Saturating.add(start.minLow(), Math.max(0, duration.minLow()));
    long max = Saturating.add(start.maxLow(), duration.maxLow());
    return Zone.ofLongs(Math.max(min, known.minLow()), Math.min(max, known.maxLow()));
  }
}
