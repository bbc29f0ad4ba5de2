package dev.weft.silk;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.FlowAttributes;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into columns, as SiLK turns them into flows: unpacks, then repairs. For one thread.
 *
 * <p>Works column by column in two steps: {@link WordLoops} takes the fields out, packed together
 * for the rows that are wanted; loops over those arrays combine them.
 */
final class RecordDecoder {
  private static final int TCP = 6;
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;
  private static final long MAX_U32 = 0xFFFF_FFFFL;
  private static final long[] SERVER_PORTS = {80, 443, 8080, 0};
  private static final int EXPANDED = 1;
  private static final int IPV6 = 0x80;

  private final RecordContext context;
  private final RecordLayout layout;
  private final List<long[]> scratch = new ArrayList<>();
  private int scratchUsed;

  private byte[] records = new byte[0];
  private int @Nullable [] rows;
  private int count;

  RecordDecoder(RecordContext context) {
    this.context = context;
    this.layout = context.layout();
  }

  /**
   * Decodes a column of some records.
   *
   * @param records records from the first byte on
   * @param rows numbers of the records wanted, each to stand at its own row of the vector; null =
   *     the first {@code count}
   */
  void read(FlowColumn column, byte[] records, int @Nullable [] rows, int count, Vector target) {
    this.records = records;
    this.rows = rows;
    this.count = count;
    scratchUsed = 0;
    target.clearNulls();
    if (target instanceof AddressVector addresses) {
      addresses.allIpv4(addresses(column, addresses));
      return;
    }
    long[] values = ((LongVector) target).values;
    if (rows == null) {
      numbers(column, values);
    } else {
      long[] packed = take();
      numbers(column, packed);
      for (int i = 0; i < count; i++) {
        values[rows[i]] = packed[i];
      }
    }
  }

  private boolean addresses(FlowColumn column, AddressVector target) {
    Field field =
        switch (column) {
          case SIP -> Field.SIP;
          case DIP -> Field.DIP;
          default -> Field.NHIP;
        };
    Bits bits = layout.bits(field);
    long[] highs = target.highs;
    long[] lows = target.lows;
    if (bits == null) {
      return noAddress(highs, lows);
    }
    int size = layout.size();
    if (layout.addressBytes() == 4) {
      WordLoops.ipv4(records, size, context.bigEndian(), bits.offset(), rows, count, highs, lows);
      return true;
    }
    return WordLoops.wide(
        records, size, bits.offset(), attributesOffset(), rows, count, highs, lows);
  }

  /** 0.0.0.0 or ::, by the family of each record. */
  private boolean noAddress(long[] highs, long[] lows) {
    long[] versions = take();
    ipVersion(versions);
    boolean allIpv4 = true;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      boolean ipv4 = versions[i] == 4;
      highs[row] = 0;
      lows[row] = ipv4 ? IpAddress.IPV4_LOW : 0;
      allIpv4 &= ipv4;
    }
    return allIpv4;
  }

  private int attributesOffset() {
    Bits bits = layout.bits(Field.ATTRIBUTES);
    if (bits == null) {
      throw new IllegalStateException("a layout of both families has attributes");
    }
    return bits.offset();
  }

  private void numbers(FlowColumn column, long[] out) {
    switch (column) {
      case SPORT -> sourcePort(out);
      case DPORT -> destinationPort(out);
      case PROTOCOL -> protocol(out);
      case PACKETS -> packets(out);
      case BYTES -> bytes(out);
      case FLAGS -> flags(out);
      case INITIAL_FLAGS -> someFlags(true, out);
      case SESSION_FLAGS -> someFlags(false, out);
      case STIME -> startTime(out);
      case DURATION -> duration(out);
      case SENSOR -> fieldOr(Field.SENSOR, context.sensor(), out);
      case FLOWTYPE -> fieldOr(Field.FLOWTYPE, context.flowtype(), out);
      case APPLICATION -> field(Field.APPLICATION, out);
      case ATTRIBUTES -> {
        field(Field.ATTRIBUTES, out);
        for (int i = 0; i < count; i++) {
          out[i] &= FlowAttributes.MASK;
        }
      }
      case IN_INTERFACE -> clipped(Field.IN, 65535, out);
      case OUT_INTERFACE -> clipped(Field.OUT, 65535, out);
      case IP_VERSION -> ipVersion(out);
      case ETIME -> {
        long[] durations = take();
        duration(durations);
        startTime(out);
        for (int i = 0; i < count; i++) {
          out[i] += durations[i];
        }
      }
      case SIP, DIP, NHIP -> throw new IllegalArgumentException(column + " is no number");
    }
  }

  private void field(Field field, long[] out) {
    fieldOr(field, 0, out);
  }

  private void fieldOr(Field field, long otherwise, long[] out) {
    Bits bits = layout.bits(field);
    if (bits == null) {
      Arrays.fill(out, 0, count, otherwise);
    } else {
      WordLoops.extract(records, layout.size(), context.bigEndian(), bits, rows, count, out);
    }
  }

  private void clipped(Field field, long greatest, long[] out) {
    field(field, out);
    if (layout.clipped()) {
      boolean clip = false;
      for (int i = 0; i < count; i++) {
        if (Long.compareUnsigned(out[i], greatest) > 0) {
          out[i] = greatest;
          clip = true;
        }
      }
      if (clip) {
        context.warnOfClipping();
      }
    }
  }

  private void startTime(long[] out) {
    secondsAndMillis(Field.START_SECONDS, Field.START_MILLIS, out);
    long hour = context.hour();
    if (hour != 0) {
      for (int i = 0; i < count; i++) {
        out[i] += hour;
      }
    }
  }

  /** Wraps at 2^32 ms, as SiLK's field does. */
  private void duration(long[] out) {
    secondsAndMillis(Field.DURATION_SECONDS, Field.DURATION_MILLIS, out);
    if (layout.has(Field.DURATION_SECONDS)) {
      for (int i = 0; i < count; i++) {
        out[i] &= MAX_U32;
      }
    }
  }

  private void secondsAndMillis(Field secondsField, Field millisField, long[] out) {
    field(millisField, out);
    if (layout.has(secondsField)) {
      long[] seconds = take();
      field(secondsField, seconds);
      for (int i = 0; i < count; i++) {
        out[i] += 1000 * seconds[i];
      }
    }
  }

  private void packets(long[] out) {
    if (layout.has(Field.PACKETS)) {
      clipped(Field.PACKETS, MAX_U32, out);
      return;
    }
    long[] by64 = take();
    field(Field.RATIO_BY_64, by64);
    field(Field.RATIO_PACKETS, out);
    for (int i = 0; i < count; i++) {
      out[i] <<= 6 * (int) by64[i];
    }
  }

  private void bytes(long[] out) {
    if (layout.has(Field.BYTES)) {
      clipped(Field.BYTES, MAX_U32, out);
      return;
    }
    long[] packets = take();
    packets(packets);
    field(Field.BYTES_PER_PACKET, out);
    for (int i = 0; i < count; i++) {
      out[i] = bytesOfRatio((int) packets[i], (int) out[i]);
    }
  }

  /**
   * All in 32 bits, and the 64ths signed: from 34,087,042 packets on the result may be 2^26 too
   * low. SiLK computes so, and its numbers are the ones people have.
   *
   * @param ratio bytes per packet: 14 bits whole, 6 bits 64ths
   */
  private static long bytesOfRatio(int packets, int ratio) {
    int sixtyFourths = (ratio & 63) * packets;
    int whole = (ratio >>> 6) * packets + sixtyFourths / 64;
    return (sixtyFourths % 64 >= 32 ? whole + 1 : whole) & MAX_U32;
  }

  private void sourcePort(long[] out) {
    port(true, out);
    if (layout.onlyTcp()) {
      return;
    }
    long[] destination = take();
    port(false, destination);
    if (!anyMisplacedIcmp(out, destination)) {
      return;
    }
    long[] protocols = take();
    long[] versions = take();
    protocol(protocols);
    ipVersion(versions);
    for (int i = 0; i < count; i++) {
      if (destination[i] == 0 && isIcmp(protocols[i], versions[i])) {
        out[i] = 0;
      }
    }
  }

  private void destinationPort(long[] out) {
    port(false, out);
    if (layout.onlyTcp() || !anyZero(out)) {
      return;
    }
    long[] source = take();
    port(true, source);
    if (!anyMisplacedIcmp(source, out)) {
      return;
    }
    long[] protocols = take();
    long[] versions = take();
    protocol(protocols);
    ipVersion(versions);
    boolean swap = context.swapIcmp();
    for (int i = 0; i < count; i++) {
      if (out[i] == 0 && isIcmp(protocols[i], versions[i])) {
        out[i] = swap ? Short.reverseBytes((short) source[i]) & 0xFFFF : source[i];
      }
    }
  }

  private boolean anyZero(long[] values) {
    for (int i = 0; i < count; i++) {
      if (values[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** ICMP's type and code belong in the destination port; some exporters had them in the other. */
  private boolean anyMisplacedIcmp(long[] source, long[] destination) {
    for (int i = 0; i < count; i++) {
      if (destination[i] == 0 && source[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIcmp(long protocol, long version) {
    return protocol == ICMP || protocol == ICMPV6 && version == 6;
  }

  /** A port as stored or, in a web format, as its two bits say. */
  private void port(boolean source, long[] out) {
    if (!layout.has(Field.CLIENT_PORT)) {
      field(source ? Field.SPORT : Field.DPORT, out);
      return;
    }
    long[] codes = take();
    long[] sourceIsServer = take();
    field(Field.SERVER_PORT_CODE, codes);
    field(Field.SOURCE_IS_SERVER, sourceIsServer);
    field(Field.CLIENT_PORT, out);
    long server = source ? 1 : 0;
    for (int i = 0; i < count; i++) {
      if (sourceIsServer[i] == server) {
        out[i] = SERVER_PORTS[(int) codes[i]];
      }
    }
  }

  private void protocol(long[] out) {
    if (layout.has(Field.PROTOCOL)) {
      field(Field.PROTOCOL, out);
      return;
    }
    if (layout.onlyTcp()) {
      Arrays.fill(out, 0, count, TCP);
      return;
    }
    long[] isTcp = take();
    field(Field.IS_TCP, isTcp);
    field(Field.PROT_FLAGS, out);
    for (int i = 0; i < count; i++) {
      if (isTcp[i] != 0) {
        out[i] = TCP;
      }
    }
  }

  /** 1 for each TCP record of the packed flag rules. */
  private void tcp(long[] first, long[] out) {
    fieldOr(Field.IS_TCP, 1, out);
    if (layout.sixIsTcp()) {
      for (int i = 0; i < count; i++) {
        out[i] |= first[i] == TCP ? 1 : 0;
      }
    }
  }

  private void flags(long[] out) {
    FlagRule rule = layout.flagRule();
    if (rule == FlagRule.STORED || rule == FlagRule.REPAIRED) {
      field(Field.FLAGS, out);
      return;
    }
    boolean restIfPlain = rule == FlagRule.FTV;
    boolean restIfOther = rule != FlagRule.TFP;
    long[] rest = take();
    long[] expanded = take();
    long[] tcp = take();
    field(Field.PROT_FLAGS, out);
    field(Field.REST_FLAGS, rest);
    field(Field.ATTRIBUTES, expanded);
    if (rule == FlagRule.FLOWCAP) {
      Arrays.fill(tcp, 0, count, 1);
    } else {
      tcp(out, tcp);
    }
    for (int i = 0; i < count; i++) {
      if (tcp[i] == 0) {
        out[i] = restIfOther ? rest[i] : 0;
      } else if (restIfPlain || (expanded[i] & EXPANDED) != 0) {
        out[i] |= rest[i];
      }
    }
  }

  /** Flags of the first packet, or of all others. */
  private void someFlags(boolean initial, long[] out) {
    FlagRule rule = layout.flagRule();
    switch (rule) {
      case STORED -> field(initial ? Field.INITIAL_FLAGS : Field.SESSION_FLAGS, out);
      case REPAIRED -> {
        long[] protocols = take();
        long[] attributes = take();
        field(Field.PROTOCOL, protocols);
        field(Field.ATTRIBUTES, attributes);
        field(initial ? Field.INITIAL_FLAGS : Field.SESSION_FLAGS, out);
        for (int i = 0; i < count; i++) {
          if (protocols[i] != TCP && (attributes[i] & EXPANDED) != 0) {
            out[i] = 0;
          }
        }
      }
      case TBF, FTV, TFP, FLOWCAP -> {
        long[] first = take();
        long[] tcp = take();
        long[] attributes = take();
        field(Field.PROT_FLAGS, first);
        field(Field.ATTRIBUTES, attributes);
        if (rule == FlagRule.FLOWCAP) {
          Arrays.fill(tcp, 0, count, 1);
        } else {
          tcp(first, tcp);
        }
        // a FLOWCAP record has the two the other way round
        field(initial == (rule == FlagRule.FLOWCAP) ? Field.REST_FLAGS : Field.PROT_FLAGS, out);
        for (int i = 0; i < count; i++) {
          if (tcp[i] == 0 || (attributes[i] & EXPANDED) == 0) {
            out[i] = 0;
          }
        }
      }
    }
  }

  private void ipVersion(long[] out) {
    if (layout.addressBytes() == 4) {
      Arrays.fill(out, 0, count, 4);
      return;
    }
    field(Field.ATTRIBUTES, out);
    for (int i = 0; i < count; i++) {
      out[i] = (out[i] & IPV6) == 0 ? 4 : 6;
    }
  }

  private long[] take() {
    if (scratchUsed == scratch.size()) {
      scratch.add(new long[Batch.ROWS]);
    }
    return scratch.get(scratchUsed++);
  }
}
