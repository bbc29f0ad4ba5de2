package dev.weft.generate;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;

/** Writes flows into the columns of a batch, one after the other. */
final class FlowAppender {
  /** Flowtype ids, as SiLK's "twoway" site names them. */
  static final int IN = 0;

  static final int OUT = 1;
  static final int INWEB = 2;
  static final int OUTWEB = 3;
  static final int INT2INT = 6;

  private final Batch batch;
  private final AddressVector sip;
  private final AddressVector dip;
  private final AddressVector nhip;
  private final long[][] longs = new long[FlowColumn.count()][];
  private int size;

  FlowAppender(Batch batch) {
    this.batch = batch;
    sip = batch.addresses(FlowColumn.SIP);
    dip = batch.addresses(FlowColumn.DIP);
    nhip = batch.addresses(FlowColumn.NHIP);
    for (FlowColumn c : FlowColumn.values()) {
      if (!c.isAddress() && batch.has(c.ordinal())) {
        longs[c.ordinal()] = batch.longs(c).values;
      }
    }
  }

  void clear() {
    size = 0;
    sip.allIpv4(true);
    dip.allIpv4(true);
    nhip.allIpv4(true);
  }

  int size() {
    return size;
  }

  /** Declares what was appended the content of the batch. */
  void finish() {
    batch.size(size);
  }

  /** Starts a new flow with its addresses; all other columns are set by the calls that follow. */
  void addresses(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
    boolean ipv4 = IpAddress.isIpv4(sourceHigh, sourceLow);
    sip.highs[size] = sourceHigh;
    sip.lows[size] = sourceLow;
    dip.highs[size] = destinationHigh;
    dip.lows[size] = destinationLow;
    nhip.highs[size] = 0;
    nhip.lows[size] = ipv4 ? IpAddress.IPV4_LOW : 0;
    if (!ipv4) {
      sip.allIpv4(false);
      dip.allIpv4(false);
      nhip.allIpv4(false);
    }
    set(FlowColumn.IP_VERSION, ipv4 ? 4 : 6);
  }

  void set(FlowColumn column, long value) {
    longs[column.ordinal()][size] = value;
  }

  /** Ends the flow. */
  void flow(
      int type,
      int sensor,
      int protocol,
      int sport,
      int dport,
      long packets,
      long bytes,
      int initialFlags,
      int sessionFlags,
      long start,
      long duration,
      int application,
      int attributes) {
    set(FlowColumn.FLOWTYPE, type);
    set(FlowColumn.SENSOR, sensor);
    set(FlowColumn.PROTOCOL, protocol);
    set(FlowColumn.SPORT, sport);
    set(FlowColumn.DPORT, dport);
    set(FlowColumn.PACKETS, packets);
    set(FlowColumn.BYTES, bytes);
    set(FlowColumn.FLAGS, initialFlags | sessionFlags);
    set(FlowColumn.INITIAL_FLAGS, initialFlags);
    set(FlowColumn.SESSION_FLAGS, sessionFlags);
    set(FlowColumn.STIME, start);
    set(FlowColumn.DURATION, duration);
    set(FlowColumn.APPLICATION, application);
    set(FlowColumn.ATTRIBUTES, attributes);
    boolean incoming = type == IN || type == INWEB;
    set(FlowColumn.IN_INTERFACE, incoming ? 1 : 2);
    set(FlowColumn.OUT_INTERFACE, incoming ? 2 : 1);
    if (longs[FlowColumn.ETIME.ordinal()] != null) {
      set(FlowColumn.ETIME, start + duration);
    }
    size++;
  }
}
