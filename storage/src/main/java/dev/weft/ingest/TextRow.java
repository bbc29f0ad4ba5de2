package dev.weft.ingest;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import java.util.Arrays;

/** Puts the cells of one line into a row of a batch. Not thread-safe. */
final class TextRow {
  private static final int ICMP = 1;
  private static final int ICMP6 = 58;

  private final Batch batch;
  private final TextSite site;
  private final long[][] columns = new long[FlowColumn.count()][];
  private final LastCell sensorCell = new LastCell();
  private final LastCell classCell = new LastCell();
  private final LastCell typeCell = new LastCell();
  private int at;
  private int sensor;
  private int flowtype;
  private String className = "";
  private String typeName = "";
  private boolean typeChanged = true;
  private long stime;
  private long etime;
  private long duration;
  private boolean hasStart;
  private boolean hasEnd;
  private boolean hasDuration;
  private boolean hasFlags;
  private boolean hasBytes;
  private boolean hasHop;
  private long icmpType;
  private long icmpCode;

  /** The text of a cell as of the line before: most cells of a column are alike. */
  private static final class LastCell {
    private byte[] bytes = new byte[0];
    private boolean known;

    boolean differs(byte[] b, int from, int to) {
      if (known && Arrays.equals(bytes, 0, bytes.length, b, from, to)) {
        return false;
      }
      known = true;
      bytes = Arrays.copyOfRange(b, from, to);
      return true;
    }
  }

  TextRow(Batch batch, TextSite site) {
    this.batch = batch;
    this.site = site;
    for (FlowColumn c : FlowColumn.values()) {
      if (!c.isAddress()) {
        columns[c.ordinal()] = batch.longs(c).values;
      }
    }
    this.sensor = Site.UNKNOWN_SENSOR;
    this.flowtype = Site.UNKNOWN_FLOWTYPE;
  }

  /** Begins a row with what a text that is silent means. */
  void begin(int row) {
    at = row;
    for (long[] column : columns) {
      if (column != null) {
        column[row] = 0;
      }
    }
    set(FlowColumn.PACKETS, 1);
    set(FlowColumn.IP_VERSION, 4);
    setAddress(FlowColumn.SIP, 0, IpAddress.IPV4_LOW);
    setAddress(FlowColumn.DIP, 0, IpAddress.IPV4_LOW);
    setAddress(FlowColumn.NHIP, 0, IpAddress.IPV4_LOW);
    hasStart = false;
    hasEnd = false;
    hasDuration = false;
    hasFlags = false;
    hasBytes = false;
    hasHop = false;
    icmpType = -1;
    icmpCode = -1;
  }

  private void set(FlowColumn column, long value) {
    columns[column.ordinal()][at] = value;
  }

  private long get(FlowColumn column) {
    return columns[column.ordinal()][at];
  }

  private void setAddress(FlowColumn column, long high, long low) {
    AddressVector v = batch.addresses(column);
    v.highs[at] = high;
    v.lows[at] = low;
  }

  /** Takes a cell; blanks around it are not part of it. */
  void set(TextField field, byte[] b, int from, int to) throws TextValues.BadValue {
    switch (field) {
      case SIP -> address(FlowColumn.SIP, b, from, to);
      case DIP -> address(FlowColumn.DIP, b, from, to);
      case NHIP -> {
        if (from < to) {
          address(FlowColumn.NHIP, b, from, to);
          hasHop = true;
        }
      }
      case SPORT -> set(FlowColumn.SPORT, TextValues.number(b, from, to, 65_535));
      case DPORT -> set(FlowColumn.DPORT, TextValues.number(b, from, to, 65_535));
      case PROTOCOL -> set(FlowColumn.PROTOCOL, TextValues.number(b, from, to, 255));
      case PACKETS -> set(FlowColumn.PACKETS, TextValues.number(b, from, to, Long.MAX_VALUE));
      case BYTES -> {
        set(FlowColumn.BYTES, TextValues.number(b, from, to, Long.MAX_VALUE));
        hasBytes = true;
      }
      case FLAGS -> {
        set(FlowColumn.FLAGS, TextValues.flags(b, from, to));
        hasFlags = true;
      }
      case INITIAL_FLAGS -> set(FlowColumn.INITIAL_FLAGS, TextValues.flags(b, from, to));
      case SESSION_FLAGS -> set(FlowColumn.SESSION_FLAGS, TextValues.flags(b, from, to));
      case ATTRIBUTES -> set(FlowColumn.ATTRIBUTES, TextValues.attributes(b, from, to));
      case APPLICATION -> set(FlowColumn.APPLICATION, orZero(b, from, to, 65_535));
      case IN -> set(FlowColumn.IN_INTERFACE, orZero(b, from, to, 0xFFFF_FFFFL));
      case OUT -> set(FlowColumn.OUT_INTERFACE, orZero(b, from, to, 0xFFFF_FFFFL));
      case ITYPE -> icmpType = from == to ? -1 : TextValues.number(b, from, to, 255);
      case ICODE -> icmpCode = from == to ? -1 : TextValues.number(b, from, to, 255);
      case STIME -> {
        stime = TextValues.time(b, from, to);
        hasStart = true;
      }
      case ETIME -> {
        etime = TextValues.time(b, from, to);
        hasEnd = true;
      }
      case DURATION -> {
        duration = TextValues.duration(b, from, to);
        hasDuration = true;
      }
      case SENSOR -> {
        if (sensorCell.differs(b, from, to)) {
          sensor = site.sensor(TextValues.text(b, from, to));
        }
      }
      case CLASS -> {
        if (classCell.differs(b, from, to)) {
          className = TextValues.text(b, from, to);
          typeChanged = true;
        }
      }
      case TYPE -> {
        if (typeCell.differs(b, from, to)) {
          typeName = TextValues.text(b, from, to);
          typeChanged = true;
        }
      }
    }
  }

  private static long orZero(byte[] b, int from, int to, long max) throws TextValues.BadValue {
    return from == to ? 0 : TextValues.number(b, from, to, max);
  }

  private void address(FlowColumn column, byte[] b, int from, int to) throws TextValues.BadValue {
    long quad = TextValues.quad(b, from, to);
    if (quad >= 0) {
      setAddress(column, 0, IpAddress.IPV4_LOW | quad);
      return;
    }
    IpAddress a = TextValues.address(b, from, to);
    setAddress(column, a.high(), a.low());
    boolean number = TextValues.isNumber(b, from, to);
    if (!number || !a.isIpv4()) {
      set(FlowColumn.IP_VERSION, 6);
    }
  }

  /** Ends the row with what follows from its cells. */
  void finish() throws TextValues.BadValue {
    times();
    if (typeChanged) {
      flowtype = site.flowtype(className, typeName);
      typeChanged = false;
    }
    set(FlowColumn.SENSOR, sensor);
    set(FlowColumn.FLOWTYPE, flowtype);
    if (!hasBytes) {
      set(FlowColumn.BYTES, get(FlowColumn.PACKETS));
    }
    if (!hasFlags) {
      set(FlowColumn.FLAGS, get(FlowColumn.INITIAL_FLAGS) | get(FlowColumn.SESSION_FLAGS));
    }
    long protocol = get(FlowColumn.PROTOCOL);
    boolean icmp = protocol == ICMP || protocol == ICMP6 && get(FlowColumn.IP_VERSION) == 6;
    if (icmp) {
      icmp();
    }
    // A next hop that the text does not tell is of the record's family, as in SiLK.
    AddressVector hop = batch.addresses(FlowColumn.NHIP);
    if (get(FlowColumn.IP_VERSION) == 6 && !hasHop) {
      hop.lows[at] = 0;
    }
  }

  private void icmp() {
    if (icmpType >= 0 || icmpCode >= 0) {
      set(FlowColumn.DPORT, Math.max(0, icmpType) << 8 | Math.max(0, icmpCode));
      set(FlowColumn.SPORT, 0);
    } else if (get(FlowColumn.DPORT) == 0) { // SiLK's repair of old exporters
      set(FlowColumn.DPORT, get(FlowColumn.SPORT));
      set(FlowColumn.SPORT, 0);
    }
  }

  private void times() throws TextValues.BadValue {
    if (!hasStart) {
      stime = etime - duration;
    } else if (!hasDuration) {
      duration = hasEnd ? etime - stime : 0;
    }
    if (duration < 0) {
      throw new TextValues.BadValue("an end that is not before the start");
    }
    set(FlowColumn.STIME, stime);
    set(FlowColumn.DURATION, duration);
    set(FlowColumn.ETIME, stime + duration);
  }
}
