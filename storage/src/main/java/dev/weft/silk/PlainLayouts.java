package dev.weft.silk;

import static dev.weft.silk.Field.APPLICATION;
import static dev.weft.silk.Field.ATTRIBUTES;
import static dev.weft.silk.Field.BYTES;
import static dev.weft.silk.Field.BYTES_PER_PACKET;
import static dev.weft.silk.Field.DURATION_MILLIS;
import static dev.weft.silk.Field.DURATION_SECONDS;
import static dev.weft.silk.Field.FLAGS;
import static dev.weft.silk.Field.FLOWTYPE;
import static dev.weft.silk.Field.IN;
import static dev.weft.silk.Field.INITIAL_FLAGS;
import static dev.weft.silk.Field.IS_TCP;
import static dev.weft.silk.Field.NHIP;
import static dev.weft.silk.Field.OUT;
import static dev.weft.silk.Field.PACKETS;
import static dev.weft.silk.Field.PROTOCOL;
import static dev.weft.silk.Field.PROT_FLAGS;
import static dev.weft.silk.Field.RATIO_BY_64;
import static dev.weft.silk.Field.RATIO_PACKETS;
import static dev.weft.silk.Field.REST_FLAGS;
import static dev.weft.silk.Field.SENSOR;
import static dev.weft.silk.Field.SESSION_FLAGS;
import static dev.weft.silk.Field.START_MILLIS;
import static dev.weft.silk.Field.START_SECONDS;

import dev.weft.silk.Bits.Word;
import dev.weft.silk.RecordLayout.Builder;
import java.util.ArrayList;
import java.util.List;

/**
 * The formats whose records tell everything themselves, FLOWCAP, and the hourly RWIPV6.
 *
 * <p>Offset and type of each field, u32 unless said otherwise; "head" is the first 28 bytes of
 * RWGENERIC 5, 16-byte addresses are in network order:
 *
 * <table>
 * <caption>Records</caption>
 * <tr><th>format, version</th><th>size</th><th>layout</th></tr>
 * <tr><td>RWGENERIC 0, 1</td><td>40, 37</td><td>0 sIP, 4 dIP, 8 u16 sPort, 10 u16 dPort, 12 u8
 *     protocol, 13 u8 flags, 14 u8 in, 15 u8 out, 16 nhIP, 20 start s, 24 packets, 28 bytes, 32
 *     duration s, 36 u8 sensor</td></tr>
 * <tr><td>RWGENERIC 2</td><td>48</td><td>0 sIP, 4 dIP, 8 u16 sPort, 10 u16 dPort, 12 nhIP, 16 u16 in, 18
 *     u16 out, 20 start s, 24 duration s, 28 packets, 32 bytes, 36 u8 protocol, 37 u8 flowtype, 38 u16
 *     sensor, 40 u8 flags, 41 u8 initial flags, 42 u8 session flags, 43 u8 attributes</td></tr>
 * <tr><td>RWGENERIC 3, 4</td><td>56</td><td>as 2, 48 u16 start ms, 50 u16 duration ms, 52 u16
 *     application</td></tr>
 * <tr><td>RWGENERIC 5</td><td>52</td><td>0 i64 start ms, 8 duration ms, 12 u16 sPort, 14 u16 dPort, 16 u8
 *     protocol, 17 u8 flowtype, 18 u16 sensor, 20 u8 flags, 21 u8 initial flags, 22 u8 session flags,
 *     23 u8 attributes, 24 u16 application, 26 u16 memo, 28 u16 in, 30 u16 out, 32 packets, 36 bytes,
 *     40 sIP, 44 dIP, 48 nhIP</td></tr>
 * <tr><td>RWIPV6 1</td><td>68</td><td>head, 28 packets, 32 bytes, 36 sIP (16), 52 dIP (16)</td></tr>
 * <tr><td>RWIPV6 2, hourly</td><td>56</td><td>0 TFP, 6 u16 application, 8 u16 sPort, 10 u16 dPort, 12
 *     duration ms, 16 packets, 20 bytes, 24 sIP (16), 40 dIP (16)</td></tr>
 * <tr><td>RWIPV6ROUTING 1, 2</td><td>88</td><td>head (2: no application), 28 u16 in, 30 u16 out, 32
 *     packets, 36 bytes, 40 sIP (16), 56 dIP (16), 72 nhIP (16)</td></tr>
 * <tr><td>RWIPV6ROUTING 3</td><td>100</td><td>head, 28 in, 32 u64 packets, 40 u64 bytes, 48 sIP (16), 64
 *     dIP (16), 80 nhIP (16), 96 out</td></tr>
 * <tr><td>RWFILTER 1, 2</td><td>32</td><td>0 sIP, 4 dIP, 8 u16 sPort, 10 u16 dPort, 12 u8 protocol, 13 u8
 *     flags, 14 u8 in, 15 u8 out, 16 nhIP, 20 start s, 24 pef, 28 bytes per packet[31:12] and sensor (1:
 *     [11:6], 2: [7:0])</td></tr>
 * <tr><td>RWFILTER 3</td><td>40</td><td>0 sIP, 4 dIP, 8 u16 sPort, 10 u16 dPort, 12 nhIP, 16 u16 in, 18
 *     u16 out, 20 start s, 24 duration s, 28 packets[31:12] by 64[11] flowtype[7:0], 32 bytes per
 *     packet[31:12], 36 u16 sensor, 38 u8 protocol, 39 u8 flags</td></tr>
 * <tr><td>RWFILTER 4, 5</td><td>44</td><td>0-27 as 3, 28 packets[31:12] by 64[11] is TCP[10] start
 *     ms[9:0], 32 bytes per packet[31:12] duration ms[9:0], 36 u16 sensor, 38 u8 flowtype, 39 u8 first
 *     flags or protocol, 40 u16 application, 42 u8 attributes, 43 u8 rest flags</td></tr>
 * <tr><td>FLOWCAP 2</td><td>30</td><td>0 sIP, 4 dIP, 8 bytes, 12 start s, 16 u16 duration s, 18 u16 sPort,
 *     20 u16 dPort, 22 u8 in, 23 u8 out, 24 u24 packets, 27 u8 protocol, 28 u8 flags</td></tr>
 * <tr><td>FLOWCAP 3, 4</td><td>36, 40</td><td>0-21 as 2, 22 u16 application, 24 u8 in, 25 u8 out, 26 u24
 *     packets, 29 u8 protocol, 30 u8 first flags, 31 u8 rest flags, 32 u8 attributes, 33 fractions; 4:
 *     36 payload hash, which SiLK gives out as nhIP</td></tr>
 * <tr><td>FLOWCAP 5, 6</td><td>38</td><td>0-23 as 3 (6: no application), 24 u16 in, 26 u16 out, 28 u24
 *     packets, 31 u8 protocol, 32 u8 first flags, 33 u8 rest flags, 34 u8 attributes, 35 fractions</td>
 *     </tr>
 * </table>
 */
final class PlainLayouts {
  private PlainLayouts() {}

  static List<RecordLayout> all() {
    List<Builder> layouts = new ArrayList<>();
    addGeneric(layouts);
    addIpv6(layouts);
    addFilter(layouts);
    addFlowcap(layouts);
    return layouts.stream().map(Builder::build).toList();
  }

  private static void addGeneric(List<Builder> layouts) {
    int generic = FormatNames.RWGENERIC;
    layouts.add(generic1(new Builder(generic, 40, 0)));
    layouts.add(generic1(new Builder(generic, 37, 1)));
    layouts.add(generic2(new Builder(generic, 48, 2)));
    layouts.add(
        generic2(new Builder(generic, 56, 3, 4))
            .u16(START_MILLIS, 48)
            .u16(DURATION_MILLIS, 50)
            .u16(APPLICATION, 52));
    layouts.add(
        head(new Builder(generic, 52, 5))
            .flags(FlagRule.REPAIRED)
            .interfaces(28, 30)
            .u32(PACKETS, 32)
            .u32(BYTES, 36)
            .ips(40, 44)
            .u32(NHIP, 48));
  }

  private static Builder generic1(Builder b) {
    return b.ips(0, 4)
        .ports(8, 10)
        .u8(PROTOCOL, 12)
        .u8(FLAGS, 13)
        .u8(IN, 14)
        .u8(OUT, 15)
        .u32(NHIP, 16)
        .u32(START_SECONDS, 20)
        .u32(PACKETS, 24)
        .u32(BYTES, 28)
        .u32(DURATION_SECONDS, 32)
        .u8(SENSOR, 36);
  }

  private static Builder generic2(Builder b) {
    return b.flags(FlagRule.REPAIRED)
        .ips(0, 4)
        .ports(8, 10)
        .u32(NHIP, 12)
        .interfaces(16, 18)
        .u32(START_SECONDS, 20)
        .u32(DURATION_SECONDS, 24)
        .u32(PACKETS, 28)
        .u32(BYTES, 32)
        .u8(PROTOCOL, 36)
        .u8(FLOWTYPE, 37)
        .u16(SENSOR, 38)
        .u8(FLAGS, 40)
        .u8(INITIAL_FLAGS, 41)
        .u8(SESSION_FLAGS, 42)
        .u8(ATTRIBUTES, 43);
  }

  /** Bytes 0 to 27 of RWGENERIC 5; memo at 26 is shown by no tool. */
  private static Builder head(Builder b) {
    return b.i64(START_MILLIS, 0)
        .u32(DURATION_MILLIS, 8)
        .ports(12, 14)
        .u8(PROTOCOL, 16)
        .u8(FLOWTYPE, 17)
        .u16(SENSOR, 18)
        .u8(FLAGS, 20)
        .u8(INITIAL_FLAGS, 21)
        .u8(SESSION_FLAGS, 22)
        .u8(ATTRIBUTES, 23)
        .u16(APPLICATION, 24);
  }

  private static void addIpv6(List<Builder> layouts) {
    int ipv6 = FormatNames.RWIPV6;
    layouts.add(
        head(new Builder(ipv6, 68, 1))
            .flags(FlagRule.REPAIRED)
            .u32(PACKETS, 28)
            .u32(BYTES, 32)
            .wideIps(36, 52));
    layouts.add(
        PackedLayouts.tfp(new Builder(ipv6, 56, 2))
            .hourly()
            .u16(APPLICATION, 6)
            .ports(8, 10)
            .u32(DURATION_MILLIS, 12)
            .u32(PACKETS, 16)
            .u32(BYTES, 20)
            .wideIps(24, 40));

    int routing = FormatNames.RWIPV6ROUTING;
    layouts.add(routing1(new Builder(routing, 88, 1)));
    layouts.add(routing1(new Builder(routing, 88, 2)).without(APPLICATION));
    layouts.add(
        head(new Builder(routing, 100, 3))
            .clipped()
            .u32(IN, 28)
            .i64(PACKETS, 32)
            .i64(BYTES, 40)
            .wideIps(48, 64)
            .wideNextHop(80)
            .u32(OUT, 96));
  }

  private static Builder routing1(Builder b) {
    return head(b)
        .flags(FlagRule.REPAIRED)
        .interfaces(28, 30)
        .u32(PACKETS, 32)
        .u32(BYTES, 36)
        .wideIps(40, 56)
        .wideNextHop(72);
  }

  private static void addFilter(List<Builder> layouts) {
    int filter = FormatNames.RWFILTER;
    layouts.add(filter1(new Builder(filter, 32, 1)).u32(SENSOR, 28, 11, 6));
    layouts.add(filter1(new Builder(filter, 32, 2)).u32(SENSOR, 28, 7, 0));
    layouts.add(
        filter3(new Builder(filter, 40, 3)).u32(FLOWTYPE, 28, 7, 0).u8(PROTOCOL, 38).u8(FLAGS, 39));
    layouts.add(
        filter3(new Builder(filter, 44, 4, 5))
            .flags(FlagRule.TBF)
            .u32(IS_TCP, 28, 10, 10)
            .u32(START_MILLIS, 28, 9, 0)
            .u32(DURATION_MILLIS, 32, 9, 0)
            .u8(FLOWTYPE, 38)
            .u8(PROT_FLAGS, 39)
            .u16(APPLICATION, 40)
            .u8(ATTRIBUTES, 42)
            .u8(REST_FLAGS, 43));
  }

  private static Builder filter1(Builder b) {
    return PackedLayouts.pef(b, 24)
        .ips(0, 4)
        .ports(8, 10)
        .u8(PROTOCOL, 12)
        .u8(FLAGS, 13)
        .u8(IN, 14)
        .u8(OUT, 15)
        .u32(NHIP, 16)
        .u32(START_SECONDS, 20)
        .u32(BYTES_PER_PACKET, 28, 31, 12);
  }

  private static Builder filter3(Builder b) {
    return b.ips(0, 4)
        .ports(8, 10)
        .u32(NHIP, 12)
        .interfaces(16, 18)
        .u32(START_SECONDS, 20)
        .u32(DURATION_SECONDS, 24)
        .u32(RATIO_PACKETS, 28, 31, 12)
        .u32(RATIO_BY_64, 28, 11, 11)
        .u32(BYTES_PER_PACKET, 32, 31, 12)
        .u16(SENSOR, 36);
  }

  private static void addFlowcap(List<Builder> layouts) {
    int flowcap = FormatNames.FLOWCAP;
    layouts.add(
        flowcap2(new Builder(flowcap, 30, 2))
            .u8(IN, 22)
            .u8(OUT, 23)
            .u24(PACKETS, 24)
            .u8(PROTOCOL, 27)
            .u8(FLAGS, 28));
    layouts.add(flowcap3(new Builder(flowcap, 36, 3)));
    layouts.add(flowcap3(new Builder(flowcap, 40, 4)).u32(NHIP, 36));
    layouts.add(flowcap5(new Builder(flowcap, 38, 5)));
    layouts.add(flowcap5(new Builder(flowcap, 38, 6)).without(APPLICATION));
  }

  private static Builder flowcap2(Builder b) {
    return b.ips(0, 4).u32(BYTES, 8).u32(START_SECONDS, 12).u16(DURATION_SECONDS, 16).ports(18, 20);
  }

  private static Builder flowcap3(Builder b) {
    return flowcapTail(flowcap2(b).u16(APPLICATION, 22).u8(IN, 24).u8(OUT, 25), 26);
  }

  private static Builder flowcap5(Builder b) {
    return flowcapTail(flowcap2(b).u16(APPLICATION, 22).interfaces(24, 26), 28);
  }

  /**
   * 0 u24 packets, 3 u8 protocol, 4 u8 first flags, 5 u8 rest flags, 6 u8 attributes, 7 fractions:
   * three bytes that are the same in both byte orders, start ms in the upper ten bits of the first
   * two, duration ms in the bits [13:4] of the last two.
   */
  private static Builder flowcapTail(Builder b, int at) {
    return b.flags(FlagRule.FLOWCAP)
        .u24(PACKETS, at)
        .u8(PROTOCOL, at + 3)
        .u8(PROT_FLAGS, at + 4)
        .u8(REST_FLAGS, at + 5)
        .u8(ATTRIBUTES, at + 6)
        .put(START_MILLIS, Bits.of(Word.BIG_U16, at + 7, 15, 6))
        .put(DURATION_MILLIS, Bits.of(Word.BIG_U16, at + 8, 13, 4));
  }
}
