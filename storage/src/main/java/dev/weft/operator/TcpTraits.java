package dev.weft.operator;

/** Traits of a source of TCP. */
final class TcpTraits extends ScanTraits {
  private long flows;
  private long withoutAck;
  private long small;
  private long withPayload;
  private long backscatter;
  private long destinations;
  private long last;

  /** Source ports used towards the present destination: those marked with its number. */
  private final int[] portSeen = new int[1 << 16];

  private int mark;
  private long ports;

  @Override
  void reset() {
    flows = 0;
    withoutAck = 0;
    small = 0;
    withPayload = 0;
    backscatter = 0;
    destinations = 0;
    last = -1;
    ports = 0;
  }

  @Override
  void take(ScannedFlow flow) {
    flows++;
    withoutAck += flow.hasAck() ? 0 : 1;
    small += flow.isSmall() ? 1 : 0;
    withPayload += flow.hasPayload() ? 1 : 0;
    backscatter += flow.isBackscatter() ? 1 : 0;
    if (flow.destination != last) {
      last = flow.destination;
      destinations++;
      ports = 0;
      nextMark();
    }
    if (portSeen[flow.sourcePort] != mark) {
      portSeen[flow.sourcePort] = mark;
      ports++;
    }
  }

  private void nextMark() {
    if (++mark == Integer.MAX_VALUE) {
      java.util.Arrays.fill(portSeen, 0);
      mark = 1;
    }
  }

  // rwscan means to count changes of the source port, but begins anew at every destination: what
  // it weighs is the last one's.
  @Override
  double weight() {
    return -2.838353611
        + 3.309023427 * share(withoutAck, flows)
        + -0.157047027 * share(small, flows)
        + -0.002319304 * share(ports, destinations)
        + -1.047413699 * share(withPayload, flows)
        + 3.163018548 * share(destinations, flows)
        + -3.260270447 * share(backscatter, flows);
  }
}
