package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.flow.IpRanges;
import dev.weft.operator.RandomWalk.Verdict;
import dev.weft.operator.Scans.Model;
import dev.weft.scan.BatchSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@link Scans}. */
final class ScanWalker implements Walker {
  private static final int ICMP = 1;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int LEAST_FLOWS = 32;
  private static final long SECOND = 1000;
  private static final long IPV4 = 0xFFFF_0000_0000L;

  private static final int START = 1;
  private static final int PORTS = 2;
  private static final int FLAGS = 3;
  private static final int PACKETS = 4;
  private static final int BYTES = 5;
  private static final int LENGTH = 6;
  private static final int COLUMNS = 7;

  private final Scans scans;
  private final KeyedLayout layout;
  private final BatchSink next;
  private final Batch out;
  private final @Nullable RandomWalk walk;
  private final ScanTraits tcp = new TcpTraits();
  private final ScanTraits udp = new UdpTraits();
  private final ScanTraits icmp = new IcmpTraits();
  private final ScannedFlow flow = new ScannedFlow();
  private @Nullable ScanTraits traits;
  private boolean walks;
  private int filled;

  // the present source
  private long source;
  private long protocol;
  private long flows;
  private long packets;
  private long bytes;
  private long start;
  private long end;

  ScanWalker(Scans scans, KeyedLayout layout, BatchSink next) {
    this.scans = scans;
    this.layout = layout;
    this.next = next;
    this.out = BatchCopier.empty(Scans.OUTPUT, allOf(Scans.OUTPUT.size()));
    IpRanges internal = scans.internal();
    this.walk =
        internal == null || scans.model() == Model.LOGISTIC ? null : new RandomWalk(internal);
  }

  private static boolean[] allOf(int columns) {
    boolean[] all = new boolean[columns];
    java.util.Arrays.fill(all, true);
    return all;
  }

  @Override
  public void begin(long rowsBefore) {
    traits = null;
    flows = 0;
  }

  @Override
  public void row(long[][] piece, int row, boolean newKey) throws IOException {
    if (newKey) {
      judge();
      open(piece, row);
    }
    ScanTraits present = traits;
    if (present == null || !isIpv4(piece, row, layout.column(0)) || hasNull(piece, row)) {
      return;
    }
    load(piece, row);
    long from = piece[layout.column(START)][row];
    long first = Math.floorDiv(from, SECOND);
    long last = Math.floorDiv(from + piece[layout.column(LENGTH)][row], SECOND);
    if (flows == 0) {
      start = first;
      end = last;
    } else {
      start = Math.min(start, first);
      if (first > end) { // rwscan compares the start here, so the end may not be the latest
        end = last;
      }
    }
    flows++;
    packets = Math.addExact(packets, flow.packets);
    bytes = Math.addExact(bytes, flow.bytes);
    if (walks && walk != null) {
      walk.take(flow);
    }
    if (scans.model() != Model.RANDOM_WALK) {
      present.take(flow);
    }
  }

  private void load(long[][] piece, int row) {
    long ports = piece[layout.column(PORTS)][row];
    flow.destination = KeyedLayout.low(piece, row, layout.column(0)) & 0xFFFF_FFFFL;
    flow.sourcePort = (int) (ports >>> 16);
    flow.destinationPort = (int) ports & 0xFFFF;
    flow.flags = (int) piece[layout.column(FLAGS)][row];
    flow.packets = piece[layout.column(PACKETS)][row];
    flow.bytes = piece[layout.column(BYTES)][row];
  }

  private void open(long[][] piece, int row) {
    flows = 0;
    packets = 0;
    bytes = 0;
    protocol = piece[layout.key(1)][row];
    source = KeyedLayout.low(piece, row, layout.key(0));
    boolean counts =
        isIpv4(piece, row, layout.key(0))
            && !layout.isNull(piece, row, 0)
            && !layout.isNull(piece, row, 1);
    traits =
        !counts
            ? null
            : protocol == TCP ? tcp : protocol == UDP ? udp : protocol == ICMP ? icmp : null;
    walks = protocol == TCP && walk != null;
    if (traits != null) {
      traits.reset();
    }
    if (walks && walk != null) {
      walk.reset();
    }
  }

  private static boolean isIpv4(long[][] piece, int row, int word) {
    return piece[word][row] == 0 && KeyedLayout.low(piece, row, word) >>> 32 == IPV4 >>> 32;
  }

  private boolean hasNull(long[][] piece, int row) {
    for (int i = 0; i < COLUMNS; i++) {
      if (layout.isNull(piece, row, layout.keys() + i)) {
        return true;
      }
    }
    return false;
  }

  /** Says whether the source that has come to its end scans. */
  private void judge() throws IOException {
    ScanTraits present = traits;
    if (present == null || flows == 0) {
      return;
    }
    Verdict verdict = walks && walk != null ? walk.verdict() : Verdict.UNKNOWN;
    switch (verdict) {
      case SCAN -> emit(Model.RANDOM_WALK, walk == null ? 0 : walk.likelihood());
      case BACKSCATTER, FLOOD -> {}
      case UNKNOWN, BENIGN -> {
        if (scans.model() != Model.RANDOM_WALK && flows >= LEAST_FLOWS) {
          double probability = present.probability();
          if (probability > 0.5) {
            emit(Model.LOGISTIC, probability);
          }
        }
      }
    }
  }

  private void emit(Model model, double likelihood) throws IOException {
    AddressVector sources = (AddressVector) out.vector(0);
    sources.highs[filled] = 0;
    sources.lows[filled] = source;
    long[] values = {
      protocol, start * SECOND, end * SECOND, flows, packets, bytes, model.ordinal()
    };
    for (int i = 0; i < values.length; i++) {
      ((LongVector) out.vector(i + 1)).values[filled] = values[i];
    }
    ((DoubleVector) out.vector(values.length + 1)).values[filled] = likelihood;
    if (++filled == Batch.ROWS) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (filled > 0) {
      out.size(filled);
      filled = 0;
      next.accept(out);
    }
  }

  @Override
  public void end() throws IOException {
    judge();
    traits = null;
    flush();
  }
}
