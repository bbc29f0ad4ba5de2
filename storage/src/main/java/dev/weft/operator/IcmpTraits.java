package dev.weft.operator;

/** Traits of a source of ICMP, with rwscan's ways of counting runs. */
final class IcmpTraits extends ScanTraits {
  /** rwscan counts these in a byte. */
  private static final int BYTE = 0xFF;

  private long flows;
  private long requests;
  private long targets;
  private long destination;
  private int port;
  private int run;
  private int longestRunSoFar;
  private long longestRun;
  private long netRun;
  private long longestNetRun;
  private int inNet;
  private int mostInNet;

  @Override
  void reset() {
    flows = 0;
    requests = 0;
    targets = 0;
    run = 1;
    longestRunSoFar = 1;
    longestRun = 0;
    netRun = 1;
    longestNetRun = 1;
    inNet = 1;
    mostInNet = 1;
  }

  @Override
  void take(ScannedFlow flow) {
    if (flows == 0) {
      targets = 1;
    } else {
      boolean moved = flow.destination != destination;
      targets += moved || flow.destinationPort != port ? 1 : 0;
      if (net(flow.destination) != net(destination)) {
        endNet(net(flow.destination) - net(destination) == 0x100);
      } else if (moved) {
        inNet = inNet + 1 & BYTE;
        if (flow.destination - destination == 1) {
          run = run + 1 & BYTE;
        } else {
          longestRunSoFar = Math.max(longestRunSoFar, run);
          run = 1;
        }
      }
    }
    flows++;
    requests += flow.isIcmpRequest() ? 1 : 0;
    destination = flow.destination;
    port = flow.destinationPort;
  }

  // A run that lasts until the net or the data end is not taken for the longest: as rwscan does.
  private void endNet(boolean nextFollows) {
    if (nextFollows) {
      netRun++;
    } else {
      longestNetRun = Math.max(longestNetRun, netRun);
      netRun = 1;
    }
    longestRun = Math.max(longestRun, longestRunSoFar);
    mostInNet = Math.max(mostInNet, inNet);
    inNet = 1;
  }

  @Override
  double weight() {
    endNet(false);
    return -4.307079
        + -0.08245704 * longestNetRun
        + -0.02800612 * longestRun
        + 0.04877852 * mostInNet
        + -0.000006398878 * targets
        + 4.016751 * share(requests, flows);
  }
}
