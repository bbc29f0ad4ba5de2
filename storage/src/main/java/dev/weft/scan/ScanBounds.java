package dev.weft.scan;

import dev.weft.flow.LongRanges;
import dev.weft.predicate.Predicate;
import dev.weft.predicate.Predicate.Always;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Or;
import dev.weft.predicate.Saturating;
import dev.weft.store.KeyBounds;

/**
 * What a predicate implies of the columns that name partitions, and of those that bound the start
 * time: a flow starts no later than it ends.
 */
record ScanBounds(
    LongRanges starts,
    LongRanges ends,
    LongRanges durations,
    LongRanges sensors,
    LongRanges flowtypes) {
  private static final ScanBounds ANY =
      new ScanBounds(
          LongRanges.ALL,
          LongRanges.ALL,
          LongRanges.of(0, Long.MAX_VALUE),
          LongRanges.ALL,
          LongRanges.ALL);

  private static final ScanBounds NOTHING =
      new ScanBounds(
          LongRanges.NONE, LongRanges.NONE, LongRanges.NONE, LongRanges.NONE, LongRanges.NONE);

  /** Bounds outside of which no flow passes. */
  static KeyBounds keyBounds(Predicate p) {
    ScanBounds b = of(p);
    return new KeyBounds(b.starts, b.sensors, b.flowtypes);
  }

  private static ScanBounds of(Predicate p) {
    if (p instanceof Always x) {
      return x.passes() ? ANY : NOTHING;
    } else if (p instanceof And x) {
      ScanBounds all = ANY;
      for (Predicate o : x.operands()) {
        all = all.intersect(of(o));
      }
      return all.boundStarts();
    } else if (p instanceof Or x) {
      ScanBounds any = NOTHING;
      for (Predicate o : x.operands()) {
        any = any.union(of(o));
      }
      return any;
    } else if (p instanceof LongIn x) {
      return switch (x.column()) {
        case STIME -> ANY.withStarts(x.values());
        case ETIME ->
            new ScanBounds(ANY.starts, x.values(), ANY.durations, ANY.sensors, ANY.flowtypes)
                .boundStarts();
        case DURATION ->
            new ScanBounds(
                ANY.starts,
                ANY.ends,
                x.values().intersect(ANY.durations),
                ANY.sensors,
                ANY.flowtypes);
        case SENSOR ->
            new ScanBounds(ANY.starts, ANY.ends, ANY.durations, x.values(), ANY.flowtypes);
        case FLOWTYPE ->
            new ScanBounds(ANY.starts, ANY.ends, ANY.durations, ANY.sensors, x.values());
        case SIP,
            DIP,
            NHIP,
            SPORT,
            DPORT,
            PROTOCOL,
            PACKETS,
            BYTES,
            FLAGS,
            INITIAL_FLAGS,
            SESSION_FLAGS,
            APPLICATION,
            ATTRIBUTES,
            IN_INTERFACE,
            OUT_INTERFACE,
            IP_VERSION ->
            ANY;
      };
    }
    return ANY;
  }

  private ScanBounds withStarts(LongRanges starts) {
    return new ScanBounds(starts, ends, durations, sensors, flowtypes);
  }

  private ScanBounds intersect(ScanBounds o) {
    return new ScanBounds(
        starts.intersect(o.starts),
        ends.intersect(o.ends),
        durations.intersect(o.durations),
        sensors.intersect(o.sensors),
        flowtypes.intersect(o.flowtypes));
  }

  private ScanBounds union(ScanBounds o) {
    return new ScanBounds(
        starts.union(o.starts),
        ends.union(o.ends),
        durations.union(o.durations),
        sensors.union(o.sensors),
        flowtypes.union(o.flowtypes));
  }

  /** Start = end - duration. */
  private ScanBounds boundStarts() {
    if (ends.isEmpty() || durations.isEmpty()) {
      return NOTHING;
    }
    long firstEnd = ends.low(0);
    long lastEnd = ends.high(ends.count() - 1);
    long shortest = durations.low(0);
    long longest = durations.high(durations.count() - 1);
    long first =
        firstEnd == Long.MIN_VALUE || longest == Long.MAX_VALUE
            ? Long.MIN_VALUE
            : Saturating.subtract(firstEnd, longest);
    long last = lastEnd == Long.MAX_VALUE ? Long.MAX_VALUE : Saturating.subtract(lastEnd, shortest);
    return withStarts(starts.intersect(LongRanges.of(first, last)));
  }
}
