package dev.weft.flow;

/**
 * The columns of a flow, in the order they are stored. This is the one list: a new column is added
 * here, and the compiler names the other places.
 *
 * <p>All but the addresses are longs in memory. Text of SQL is a code here: flags and attributes
 * are their byte, {@link #SENSOR} and {@link #FLOWTYPE} are ids of the {@link Site}.
 */
public enum FlowColumn {
  /** Source address. */
  SIP(ValueKind.ADDRESS, 128),
  /** Destination address. */
  DIP(ValueKind.ADDRESS, 128),
  /** Router's next hop. */
  NHIP(ValueKind.ADDRESS, 128),
  /** Source port. */
  SPORT(ValueKind.LONG, 16),
  /** Destination port; ICMP: type x 256 + code. */
  DPORT(ValueKind.LONG, 16),
  /** IP protocol number. */
  PROTOCOL(ValueKind.LONG, 8),
  /** Packets. */
  PACKETS(ValueKind.LONG, 63),
  /** Bytes. */
  BYTES(ValueKind.LONG, 63),
  /** TCP flags of all packets, see {@link TcpFlags}. */
  FLAGS(ValueKind.LONG, 8),
  /** TCP flags of the first packet. */
  INITIAL_FLAGS(ValueKind.LONG, 8),
  /** TCP flags of all packets but the first. */
  SESSION_FLAGS(ValueKind.LONG, 8),
  /** Start, milliseconds since the epoch (signed: clocks go wrong). */
  STIME(ValueKind.LONG, 64),
  /** Duration in milliseconds, not negative. */
  DURATION(ValueKind.LONG, 63),
  /** Sensor id of the {@link Site}; 65535 = unknown. */
  SENSOR(ValueKind.LONG, 32),
  /** Id of the (class, type) pair in the {@link Site}; 255 = unknown. */
  FLOWTYPE(ValueKind.LONG, 32),
  /** Application label, 0 = unknown. */
  APPLICATION(ValueKind.LONG, 16),
  /** Attribute bits that SiLK prints (mask 0x78), see {@link FlowAttributes}. */
  ATTRIBUTES(ValueKind.LONG, 8),
  /** SNMP index or VLAN the flow came in by. */
  IN_INTERFACE(ValueKind.LONG, 32),
  /** SNMP index or VLAN the flow went out by. */
  OUT_INTERFACE(ValueKind.LONG, 32),
  /** The record's own mark, 4 or 6: an IPv6 record may hold IPv4-mapped addresses. */
  IP_VERSION(ValueKind.LONG, 8),
  /** End = start + duration; computed by every reader, stored by none. */
  ETIME(ValueKind.LONG, 64);

  private static final FlowColumn[] VALUES = values();

  private final ValueKind kind;
  private final int bits;

  FlowColumn(ValueKind kind, int bits) {
    this.kind = kind;
    this.bits = bits;
  }

  /** Number of columns. */
  public static int count() {
    return VALUES.length;
  }

  /** The column of an ordinal. */
  public static FlowColumn of(int ordinal) {
    return VALUES[ordinal];
  }

  /** LONG or ADDRESS. */
  public ValueKind kind() {
    return kind;
  }

  /** True for the addresses. */
  public boolean isAddress() {
    return kind == ValueKind.ADDRESS;
  }

  /** Largest number of significant bits of a value; 64 means that it may be negative. */
  public int bits() {
    return bits;
  }

  /** False for {@link #ETIME}, which readers compute from start and duration. */
  public boolean isStored() {
    return this != ETIME;
  }

  /** True for the columns that are one value in a whole partition of a store: its keys. */
  public boolean isPartitionKey() {
    return this == SENSOR || this == FLOWTYPE;
  }
}
