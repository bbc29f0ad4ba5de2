package dev.weft.operator;

import dev.weft.flow.IpRanges;

/**
 * The threshold random walk over the flows of one source, ordered by destination: each new
 * destination that answers speaks for the source, each that does not against it.
 */
final class RandomWalk {
  /** What is known of the source. */
  enum Verdict {
    UNKNOWN,
    BENIGN,
    BACKSCATTER,
    FLOOD,
    SCAN
  }

  private static final double ALPHA = 0.01;
  private static final double BETA = 0.99;
  private static final double BENIGN_BELOW = (1 - BETA) / (1 - ALPHA);
  private static final double SCAN_ABOVE = BETA / ALPHA;

  /** Chance that a benign source's, and a scanner's, destination answers. */
  private static final double THETA0 = 0.8;

  private static final double THETA1 = 0.2;
  private static final double HIT = THETA1 / THETA0;
  private static final double MISS = (1.0 - THETA1) / (1.0 - THETA0);

  /** rwscan gives up after these. */
  private static final long MOST_FLOWS = 100_001;

  /** Stands for no destination, so this one is not counted where it comes first. */
  private static final long NO_DESTINATION = 0xFFFF_FFFFL;

  private static final long IPV4 = 0xFFFF_0000_0000L;

  private final IpRanges internal;
  private long flows;
  private long destinations;
  private long hits;
  private long misses;
  private long syns;
  private long backscatter;
  private long floodResponses;
  private long last;
  private boolean over;
  private double likelihood;
  private Verdict verdict = Verdict.UNKNOWN;

  RandomWalk(IpRanges internal) {
    this.internal = internal;
  }

  /** Begins with another source. */
  void reset() {
    flows = 0;
    destinations = 0;
    hits = 0;
    misses = 0;
    syns = 0;
    backscatter = 0;
    floodResponses = 0;
    last = NO_DESTINATION;
    over = false;
    likelihood = 0;
    verdict = Verdict.UNKNOWN;
  }

  void take(ScannedFlow flow) {
    if (over) {
      return;
    }
    boolean next = flow.destination != last;
    boolean syn = flow.isSynOnly();
    flows++;
    if (next) {
      destinations++;
      boolean answers = !syn || internal.contains(0, IPV4 | flow.destination);
      hits += answers ? 1 : 0;
      misses += answers ? 0 : 1;
    }
    syns += syn ? 1 : 0;
    backscatter += flow.isBackscatter() ? 1 : 0;
    floodResponses += flow.isFloodResponse() ? 1 : 0;
    if (flows > MOST_FLOWS) {
      over = true;
    } else if (syns == flows) { // one other flow, and nothing is decided any more
      if (next) {
        likelihood = product();
      }
      if (likelihood > SCAN_ABOVE || likelihood < BENIGN_BELOW) {
        verdict = likelihood > SCAN_ABOVE ? Verdict.SCAN : Verdict.BENIGN;
        over = true;
      }
    }
    last = flow.destination;
  }

  /** Multiplied in rwscan's order: its last digits are part of the answer. */
  private double product() {
    double p = 1.0;
    for (long i = 0; i < hits; i++) {
      p *= HIT;
    }
    for (long i = 0; i < misses; i++) {
      p *= MISS;
    }
    return p;
  }

  /** After the last flow of the source. */
  Verdict verdict() {
    if (verdict != Verdict.UNKNOWN) {
      return verdict;
    }
    if (backscatter == flows && destinations > 3 && flows > 100) {
      return Verdict.BACKSCATTER;
    }
    if (destinations == 1 && syns >= flows * 0.5 && syns + floodResponses == flows && flows > 10) {
      return Verdict.FLOOD;
    }
    return Verdict.UNKNOWN;
  }

  double likelihood() {
    return likelihood;
  }
}
