package dev.weft.silk;

import dev.weft.batch.Batch;

/**
 * Source and destination ports: as stored or, in a web format, as its two bits say; then with an
 * ICMP type and code moved where they belong.
 */
final class Ports {
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;
  private static final long[] SERVER_PORTS = {80, 443, 8080, 0};

  private final RecordFields fields;
  private final RecordLayout layout;
  private final ProtocolAndFlags protocolAndFlags;
  private final boolean swapIcmp;
  private final int[] suspect = new int[Batch.ROWS];
  private final int[] suspectRow = new int[Batch.ROWS];

  /**
   * @param swapIcmp true where the bytes of a moved type and code are exchanged
   */
  Ports(RecordFields fields, ProtocolAndFlags protocolAndFlags, boolean swapIcmp) {
    this.fields = fields;
    this.layout = fields.layout();
    this.protocolAndFlags = protocolAndFlags;
    this.swapIcmp = swapIcmp;
  }

  /** 0 where SiLK moves an ICMP type and code from here to the destination port. */
  void source(long[] out) {
    port(true, out);
    if (layout.onlyTcp()) {
      return;
    }
    long[] protocols = fields.take();
    protocolAndFlags.protocol(protocols);
    int suspects = 0;
    int count = fields.count();
    for (int i = 0; i < count; i++) {
      suspect[suspects] = i;
      suspects += out[i] != 0 && isIcmp(protocols[i], 6) ? 1 : 0;
    }
    moveIcmp(suspects, true, out);
  }

  /** ICMP's type and code belong here; some exporters had them in the source port. */
  void destination(long[] out) {
    port(false, out);
    if (layout.onlyTcp()) {
      return;
    }
    int suspects = 0;
    int count = fields.count();
    for (int i = 0; i < count; i++) {
      suspect[suspects] = i;
      suspects += out[i] == 0 ? 1 : 0;
    }
    moveIcmp(suspects, false, out);
  }

  /** Looks closer at the few records that may have ICMP's numbers in the source port. */
  private void moveIcmp(int suspects, boolean isSource, long[] out) {
    if (suspects == 0) {
      return;
    }
    long[] other = fields.take();
    long[] protocols = fields.take();
    long[] versions = fields.take();
    int[] all = fields.rows();
    int allCount = fields.count();
    for (int k = 0; k < suspects; k++) {
      suspectRow[k] = all == null ? suspect[k] : all[suspect[k]];
    }
    fields.want(suspectRow, suspects);
    port(!isSource, other);
    protocolAndFlags.protocol(protocols);
    protocolAndFlags.ipVersion(versions);
    fields.want(all, allCount);
    for (int k = 0; k < suspects; k++) {
      if (isIcmp(protocols[k], versions[k])) {
        int i = suspect[k];
        if (!isSource) {
          out[i] = swapIcmp ? Short.reverseBytes((short) other[k]) & 0xFFFF : other[k];
        } else if (other[k] == 0) {
          out[i] = 0;
        }
      }
    }
  }

  private static boolean isIcmp(long protocol, long version) {
    return protocol == ICMP || protocol == ICMPV6 && version == 6;
  }

  /** A port as stored or, in a web format, as its two bits say. */
  private void port(boolean source, long[] out) {
    if (!layout.has(Field.CLIENT_PORT)) {
      fields.field(source ? Field.SPORT : Field.DPORT, out);
      return;
    }
    long[] codes = fields.take();
    long[] sourceIsServer = fields.take();
    fields.field(Field.SERVER_PORT_CODE, codes);
    fields.field(Field.SOURCE_IS_SERVER, sourceIsServer);
    fields.field(Field.CLIENT_PORT, out);
    long server = source ? 1 : 0;
    int count = fields.count();
    for (int i = 0; i < count; i++) {
      if (sourceIsServer[i] == server) {
        out[i] = SERVER_PORTS[(int) codes[i]];
      }
    }
  }
}
