package dev.weft.silk;

import dev.weft.batch.AddressVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.FlowAttributes;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into columns, as SiLK turns them into flows: unpacks, then repairs. For one thread.
 *
 * <p>Works column by column in two steps: {@link WordLoops} takes the fields out, packed together
 * for the rows that are wanted; loops over those arrays combine them.
 */
final class RecordDecoder {
  private static final long MAX_U32 = 0xFFFF_FFFFL;

  private final RecordContext context;
  private final RecordLayout layout;
  private final RecordFields fields;
  private final ProtocolAndFlags protocolAndFlags;
  private final Ports ports;

  RecordDecoder(RecordContext context) {
    this.context = context;
    this.layout = context.layout();
    this.fields = new RecordFields(layout, context.bigEndian());
    this.protocolAndFlags = new ProtocolAndFlags(fields);
    this.ports = new Ports(fields, protocolAndFlags, context.swapIcmp());
  }

  /**
   * Decodes a column of some records.
   *
   * @param records records from the first byte on
   * @param rows numbers of the records wanted, each to stand at its own row of the vector; null =
   *     the first {@code count}
   */
  void read(FlowColumn column, byte[] records, int @Nullable [] rows, int count, Vector target) {
    fields.begin(records);
    fields.want(rows, count);
    target.clearNulls();
    if (target instanceof AddressVector addresses) {
      addresses.allIpv4(addresses(column, addresses));
      return;
    }
    long[] values = ((LongVector) target).values;
    if (rows == null) {
      numbers(column, values);
    } else {
      long[] packed = fields.take();
      numbers(column, packed);
      for (int i = 0; i < count; i++) {
        values[rows[i]] = packed[i];
      }
    }
  }

  private boolean addresses(FlowColumn column, AddressVector target) {
    Field field =
        column == FlowColumn.SIP ? Field.SIP : column == FlowColumn.DIP ? Field.DIP : Field.NHIP;
    Bits bits = layout.bits(field);
    long[] highs = target.highs;
    long[] lows = target.lows;
    if (bits == null) {
      return noAddress(highs, lows);
    }
    int size = layout.size();
    if (layout.addressBytes() == 4) {
      WordLoops.ipv4(
          fields.records(),
          size,
          context.bigEndian(),
          bits.offset(),
          fields.rows(),
          fields.count(),
          highs,
          lows);
      return true;
    }
    return WordLoops.wide(
        fields.records(),
        size,
        bits.offset(),
        attributesOffset(),
        fields.rows(),
        fields.count(),
        highs,
        lows);
  }

  /** 0.0.0.0 or ::, by the family of each record. */
  private boolean noAddress(long[] highs, long[] lows) {
    long[] versions = fields.take();
    protocolAndFlags.ipVersion(versions);
    int[] rows = fields.rows();
    boolean allIpv4 = true;
    for (int i = 0; i < fields.count(); i++) {
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
      case SPORT -> ports.source(out);
      case DPORT -> ports.destination(out);
      case PROTOCOL -> protocolAndFlags.protocol(out);
      case PACKETS -> packets(out);
      case BYTES -> bytes(out);
      case FLAGS -> protocolAndFlags.flags(out);
      case INITIAL_FLAGS -> protocolAndFlags.someFlags(true, out);
      case SESSION_FLAGS -> protocolAndFlags.someFlags(false, out);
      case STIME -> startTime(out);
      case DURATION -> duration(out);
      case SENSOR -> fields.fieldOr(Field.SENSOR, context.sensor(), out);
      case FLOWTYPE -> fields.fieldOr(Field.FLOWTYPE, context.flowtype(), out);
      case APPLICATION -> fields.field(Field.APPLICATION, out);
      case ATTRIBUTES -> {
        fields.field(Field.ATTRIBUTES, out);
        for (int i = 0; i < fields.count(); i++) {
          out[i] &= FlowAttributes.MASK;
        }
      }
      case IN_INTERFACE -> clipped(Field.IN, 65535, out);
      case OUT_INTERFACE -> clipped(Field.OUT, 65535, out);
      case IP_VERSION -> protocolAndFlags.ipVersion(out);
      case ETIME -> {
        long[] durations = fields.take();
        duration(durations);
        startTime(out);
        for (int i = 0; i < fields.count(); i++) {
          out[i] += durations[i];
        }
      }
      case SIP, DIP, NHIP -> throw new IllegalArgumentException(column + " is no number");
    }
  }

  private void clipped(Field field, long greatest, long[] out) {
    fields.field(field, out);
    if (layout.clipped()) {
      boolean clip = false;
      for (int i = 0; i < fields.count(); i++) {
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
      for (int i = 0; i < fields.count(); i++) {
        out[i] += hour;
      }
    }
  }

  /** Wraps at 2^32 ms, as SiLK's field does. */
  private void duration(long[] out) {
    secondsAndMillis(Field.DURATION_SECONDS, Field.DURATION_MILLIS, out);
    if (layout.has(Field.DURATION_SECONDS)) {
      for (int i = 0; i < fields.count(); i++) {
        out[i] &= MAX_U32;
      }
    }
  }

  private void secondsAndMillis(Field secondsField, Field millisField, long[] out) {
    fields.field(millisField, out);
    if (layout.has(secondsField)) {
      long[] seconds = fields.take();
      fields.field(secondsField, seconds);
      for (int i = 0; i < fields.count(); i++) {
        out[i] += 1000 * seconds[i];
      }
    }
  }

  private void packets(long[] out) {
    if (layout.has(Field.PACKETS)) {
      clipped(Field.PACKETS, MAX_U32, out);
      return;
    }
    long[] by64 = fields.take();
    fields.field(Field.RATIO_BY_64, by64);
    fields.field(Field.RATIO_PACKETS, out);
    for (int i = 0; i < fields.count(); i++) {
      out[i] <<= 6 * (int) by64[i];
    }
  }

  private void bytes(long[] out) {
    if (layout.has(Field.BYTES)) {
      clipped(Field.BYTES, MAX_U32, out);
      return;
    }
    long[] packets = fields.take();
    packets(packets);
    fields.field(Field.BYTES_PER_PACKET, out);
    for (int i = 0; i < fields.count(); i++) {
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
}
