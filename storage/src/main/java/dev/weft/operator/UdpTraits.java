package dev.weft.operator;

import java.util.Arrays;

/** Traits of a source of UDP, with rwscan's ways of counting runs. */
final class UdpTraits extends ScanTraits {
  private static final int LOW_PORTS = 1024;

  /** rwscan's map of source ports has no room for the last. */
  private static final int UNCOUNTED_PORT = 65_535;

  private final long[] lowPorts = new long[LOW_PORTS / 64];
  private final long[] sourcePorts = new long[(1 << 16) / 64];
  private long flows;
  private long small;
  private long withPayload;
  private long targets;
  private long portChanges;
  private long destinationRun;
  private long longestInNet;
  private long longestDestinationRun;
  private long longestPortRun;
  private long mostPorts;
  private long destination;
  private int sourcePort;
  private int destinationPort;

  @Override
  void reset() {
    Arrays.fill(lowPorts, 0);
    Arrays.fill(sourcePorts, 0);
    flows = 0;
    small = 0;
    withPayload = 0;
    targets = 0;
    portChanges = 1;
    destinationRun = 1;
    longestInNet = 1;
    longestDestinationRun = 0;
    longestPortRun = 0;
    mostPorts = 0;
  }

  @Override
  void take(ScannedFlow flow) {
    if (flows == 0) {
      markLowPort(flow.destinationPort);
      targets = 1;
    } else if (flow.destination == destination) {
      markLowPort(flow.destinationPort);
      portChanges += flow.sourcePort != sourcePort ? 1 : 0;
      targets += flow.destinationPort != destinationPort ? 1 : 0;
    } else {
      portChanges = 1;
      targets++;
      nextDestination(flow.destination);
    }
    flows++;
    small += flow.isSmall() ? 1 : 0;
    withPayload += flow.hasPayload() ? 1 : 0;
    if (flow.sourcePort != UNCOUNTED_PORT) {
      sourcePorts[flow.sourcePort >> 6] |= 1L << flow.sourcePort;
    }
    destination = flow.destination;
    sourcePort = flow.sourcePort;
    destinationPort = flow.destinationPort;
  }

  // A run that breaks without being the longest goes on counting, as does one at the end of a net:
  // that is how rwscan measures them.
  private void nextDestination(long next) {
    if (net(next) == net(destination)) {
      if (next - destination == 1) {
        destinationRun++;
      } else if (destinationRun > longestInNet) {
        longestInNet = destinationRun;
        destinationRun = 1;
      }
    }
    endDestination();
    if (net(next) != net(destination)) {
      endNet();
    }
  }

  /** Counts the ports below 1024 of a destination; the next begins with the last one's port. */
  private void endDestination() {
    long run = 0;
    long count = 0;
    for (long word : lowPorts) {
      count += Long.bitCount(word);
      long rest = word;
      int left = 64;
      while (left > 0) {
        int ones = Math.min(left, Long.numberOfTrailingZeros(~rest));
        run += ones;
        left -= ones;
        rest = ones == 64 ? 0 : rest >>> ones;
        if (left > 0) { // a run that reaches port 1023 never ends, and does not count
          longestPortRun = Math.max(longestPortRun, run);
          run = 0;
          int zeros = Math.min(left, Long.numberOfTrailingZeros(rest));
          left -= zeros;
          rest = zeros == 64 ? 0 : rest >>> zeros;
        }
      }
    }
    mostPorts = Math.max(mostPorts, count);
    Arrays.fill(lowPorts, 0);
    markLowPort(destinationPort);
  }

  private void endNet() {
    longestDestinationRun = Math.max(longestDestinationRun, longestInNet);
    longestInNet = 1;
  }

  private void markLowPort(int port) {
    if (port < LOW_PORTS) {
      lowPorts[port >> 6] |= 1L << port;
    }
  }

  @Override
  double weight() {
    longestInNet = Math.max(longestInNet, destinationRun);
    endDestination();
    endNet();
    long ports = 0;
    for (long word : sourcePorts) {
      ports += Long.bitCount(word);
    }
    return -1.887907966
        + 0.543683505 * share(small, flows)
        + 0.025150994 * longestDestinationRun
        + 0.529094801 * mostPorts
        + -1.244182168 * longestPortRun
        + -0.001841634 * share(portChanges, targets)
        + -0.224548546 * share(withPayload, flows)
        + -0.697943155 * share(ports, flows);
  }
}
