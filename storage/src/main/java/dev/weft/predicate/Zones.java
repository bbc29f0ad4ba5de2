package dev.weft.predicate;

import dev.weft.batch.Zone;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
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
      Zone z = zone(x.column());
      IpAddress min = new IpAddress(z.minHigh(), z.minLow());
      IpAddress max = new IpAddress(z.maxHigh(), z.maxLow());
      return x.values().containsAll(min, max)
          ? ZoneDecision.EVERY_ROW
          : x.values().intersects(min, max) ? ZoneDecision.SOME_ROWS : ZoneDecision.NO_ROW;
    }
    return ZoneDecision.SOME_ROWS;
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
