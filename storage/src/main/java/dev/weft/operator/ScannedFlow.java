package dev.weft.operator;

/** The flow of a scanning source that {@link ScanWalker} looks at. Reused for the next. */
final class ScannedFlow {
  private static final int STATE = 1 | 2 | 4 | 16;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int SYN_ACK = 2 | 16;
  private static final int RST_ACK = 4 | 16;
  private static final int SYN_RST = 2 | 4;

  /** Lower 32 bits of an IPv4 destination. */
  long destination;

  int sourcePort;
  int destinationPort;
  int flags;
  long packets;
  long bytes;

  /** True where of FIN, SYN, RST and ACK only SYN is set. */
  boolean isSynOnly() {
    return (flags & STATE) == SYN;
  }

  /** True for an answer to what somebody sent in this source's name. */
  boolean isBackscatter() {
    return flags == RST || flags == SYN_ACK || flags == RST_ACK;
  }

  boolean isFloodResponse() {
    return flags == RST || flags == SYN_RST || flags == RST_ACK;
  }

  boolean hasAck() {
    return (flags & 16) != 0;
  }

  boolean isSmall() {
    return packets < 3;
  }

  /** True where a packet has more than 60 bytes, by integer division. */
  boolean hasPayload() {
    return packets > 0 && bytes / packets > 60;
  }

  /** True for a request that asks who is there. */
  boolean isIcmpRequest() {
    return destinationPort == 8 << 8
        || destinationPort == 13 << 8
        || destinationPort == 15 << 8
        || destinationPort == 17 << 8;
  }
}
