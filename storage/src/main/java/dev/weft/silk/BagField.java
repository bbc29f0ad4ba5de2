package dev.weft.silk;

import dev.weft.flow.FlowAttributes;
import dev.weft.flow.IpAddress;
import dev.weft.flow.TcpFlags;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A field of a Bag or an aggregate Bag: how its values read.
 *
 * @param name as titles have it
 * @param size bytes in an aggregate Bag
 */
record BagField(String name, int size, Form form) {
  enum Form {
    ADDRESS,
    TIME,
    FLAGS,
    ATTRIBUTES,
    SENSOR,
    CLASS,
    TYPE,
    COUNTRY,
    NUMBER
  }

  /** Key or counter of no particular kind; reads as an address. */
  static final BagField CUSTOM = new BagField("custom", 4, Form.ADDRESS);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final int FIRST_COUNTER = 0xC000;

  /** Ids 0 to 20 of both kinds of Bag. */
  private static final List<BagField> COMMON =
      List.of(
          new BagField("sIPv4", 4, Form.ADDRESS),
          new BagField("dIPv4", 4, Form.ADDRESS),
          new BagField("sPort", 2, Form.NUMBER),
          new BagField("dPort", 2, Form.NUMBER),
          new BagField("protocol", 1, Form.NUMBER),
          new BagField("packets", 4, Form.NUMBER),
          new BagField("bytes", 4, Form.NUMBER),
          new BagField("flags", 1, Form.FLAGS),
          new BagField("sTime", 4, Form.TIME),
          new BagField("duration", 4, Form.NUMBER),
          new BagField("eTime", 4, Form.TIME),
          new BagField("sensor", 2, Form.SENSOR),
          new BagField("input", 2, Form.NUMBER),
          new BagField("output", 2, Form.NUMBER),
          new BagField("nhIPv4", 4, Form.ADDRESS),
          new BagField("initialFlags", 1, Form.FLAGS),
          new BagField("sessionFlags", 1, Form.FLAGS),
          new BagField("attributes", 1, Form.ATTRIBUTES),
          new BagField("application", 2, Form.NUMBER),
          new BagField("class", 1, Form.CLASS),
          new BagField("type", 1, Form.TYPE));

  /** Ids 24 and up of aggregate Bags. */
  private static final List<BagField> AGGREGATE =
      List.of(
          new BagField("icmpType", 1, Form.NUMBER),
          new BagField("icmpCode", 1, Form.NUMBER),
          new BagField("sIPv6", 16, Form.ADDRESS),
          new BagField("dIPv6", 16, Form.ADDRESS),
          new BagField("nhIPv6", 16, Form.ADDRESS),
          new BagField("any-IPv4", 4, Form.ADDRESS),
          new BagField("any-IPv6", 16, Form.ADDRESS),
          new BagField("any-port", 2, Form.NUMBER),
          new BagField("any-snmp", 2, Form.NUMBER),
          new BagField("any-time", 4, Form.TIME),
          new BagField("custom-key", 8, Form.NUMBER),
          new BagField("scc", 2, Form.COUNTRY),
          new BagField("dcc", 2, Form.COUNTRY),
          new BagField("any-cc", 2, Form.COUNTRY),
          new BagField("sip-pmap", 4, Form.NUMBER),
          new BagField("dip-pmap", 4, Form.NUMBER),
          new BagField("any-ip-pmap", 4, Form.NUMBER),
          new BagField("sport-pmap", 4, Form.NUMBER),
          new BagField("dport-pmap", 4, Form.NUMBER),
          new BagField("any-port-pmap", 4, Form.NUMBER));

  private static final List<BagField> COUNTERS =
      List.of(
          new BagField("records", 8, Form.NUMBER),
          new BagField("sum-packets", 8, Form.NUMBER),
          new BagField("sum-bytes", 8, Form.NUMBER),
          new BagField("sum-duration", 8, Form.NUMBER),
          new BagField("custom-counter", 8, Form.NUMBER));

  /** The key of a Bag by its type id; {@link #CUSTOM} for ids without a meaning. */
  static BagField ofBag(int id) {
    if (id < COMMON.size()) {
      BagField field = COMMON.get(id);
      boolean number = field.form == Form.CLASS || field.form == Form.TYPE;
      return number ? new BagField(field.name, field.size, Form.NUMBER) : field;
    }
    return switch (id) {
      case 24 -> new BagField("icmpTypeCode", 2, Form.NUMBER);
      case 28, 29, 30, 31 -> COUNTERS.get(id - 28);
      case 34, 35 -> new BagField(id == 34 ? "any-port" : "any-snmp", 2, Form.NUMBER);
      case 36 -> new BagField("any-time", 4, Form.TIME);
      case 37, 38, 39 -> new BagField("country", 2, Form.COUNTRY);
      case 40, 41, 42, 43, 44, 45 -> new BagField("pmap", 4, Form.NUMBER);
      default -> CUSTOM; // addresses among them
    };
  }

  /** The field of an aggregate Bag by its id; {@link #CUSTOM} where there is none. */
  static BagField ofAggregate(int id) {
    if (id < COMMON.size()) {
      return COMMON.get(id);
    }
    if (id >= 24 && id < 24 + AGGREGATE.size()) {
      return AGGREGATE.get(id - 24);
    }
    return id >= FIRST_COUNTER && id < FIRST_COUNTER + COUNTERS.size()
        ? COUNTERS.get(id - FIRST_COUNTER)
        : CUSTOM;
  }

  static boolean isCounter(int id) {
    return id >= FIRST_COUNTER;
  }

  /**
   * A value as rwbagcat and rwaggbagcat print it.
   *
   * @param bytes size of the value in the file
   * @param epoch true for times as seconds since the epoch
   */
  String text(long high, long low, int bytes, SilkConf conf, boolean epoch) {
    return switch (form) {
      case ADDRESS -> address(high, low, bytes);
      case TIME -> epoch ? Long.toUnsignedString(low) : TIME.format(Instant.ofEpochSecond(low));
      case FLAGS -> TcpFlags.format((int) low & 0xFF);
      case ATTRIBUTES -> FlowAttributes.format((int) low & 0xFF);
      case SENSOR -> conf.site().sensorLabel(low);
      case CLASS -> low >= 0 && low < conf.classes().size() ? conf.classes().get((int) low) : "?";
      case TYPE -> conf.site().typeLabel(low);
      case COUNTRY -> CountryMap.text(low);
      case NUMBER -> high == 0 ? Long.toUnsignedString(low) : address(high, low, bytes);
    };
  }

  private static String address(long high, long low, int bytes) {
    if (bytes != 16) {
      return IpAddress.ofIpv4(low).toString();
    }
    IpAddress a = new IpAddress(high, low);
    return a.isIpv4() ? "::ffff:" + a : a.toString();
  }
}
