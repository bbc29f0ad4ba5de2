package dev.weft.silk;

import static dev.weft.silk.Field.APPLICATION;
import static dev.weft.silk.Field.ATTRIBUTES;
import static dev.weft.silk.Field.BYTES;
import static dev.weft.silk.Field.BYTES_PER_PACKET;
import static dev.weft.silk.Field.CLIENT_PORT;
import static dev.weft.silk.Field.DURATION_MILLIS;
import static dev.weft.silk.Field.DURATION_SECONDS;
import static dev.weft.silk.Field.FLAGS;
import static dev.weft.silk.Field.IN;
import static dev.weft.silk.Field.IS_TCP;
import static dev.weft.silk.Field.NHIP;
import static dev.weft.silk.Field.OUT;
import static dev.weft.silk.Field.PACKETS;
import static dev.weft.silk.Field.PROTOCOL;
import static dev.weft.silk.Field.PROT_FLAGS;
import static dev.weft.silk.Field.RATIO_BY_64;
import static dev.weft.silk.Field.RATIO_PACKETS;
import static dev.weft.silk.Field.REST_FLAGS;
import static dev.weft.silk.Field.SERVER_PORT_CODE;
import static dev.weft.silk.Field.SOURCE_IS_SERVER;
import static dev.weft.silk.Field.START_MILLIS;
import static dev.weft.silk.Field.START_SECONDS;

import dev.weft.silk.Bits.Word;
import dev.weft.silk.RecordLayout.Builder;
import java.util.ArrayList;
import java.util.List;

/**
 * The hourly formats of IPv4 flows: sensor, flowtype and hour stand in the header, start times
 * count from that hour. (The hourly RWIPV6 is in {@link PlainLayouts}.)
 *
 * <p>Offset and type of each field, u32 unless said otherwise; words of the packings below:
 *
 * <table>
 * <caption>Records</caption>
 * <tr><th>format, version</th><th>size</th><th>layout</th></tr>
 * <tr><td>RWSPLIT 1, 2</td><td>22</td><td>0 sIP, 4 dIP, 8 u16 sPort, 10 u16 dPort, 12 pef, 16 sbb, 20
 *     u8 protocol, 21 u8 flags</td></tr>
 * <tr><td>RWSPLIT 3, 4</td><td>24</td><td>0 sIP, 4 dIP, 8 u16 sPort, 10 u16 dPort, 12 TBF</td></tr>
 * <tr><td>RWSPLIT 5</td><td>24</td><td>0 FTV, 12 u16 sPort, 14 u16 dPort, 16 sIP, 20 dIP</td></tr>
 * <tr><td>RWNOTROUTED 1, 2</td><td>23</td><td>as RWSPLIT, 22 u8 in</td></tr>
 * <tr><td>RWNOTROUTED 3, 4, 5</td><td>26</td><td>as RWSPLIT, 24 u16 in</td></tr>
 * <tr><td>RWROUTED 1, 2</td><td>28</td><td>0 sIP, 4 dIP, 8 nhIP, 12 u16 sPort, 14 u16 dPort, 16 pef, 20
 *     sbb, 24 u8 protocol, 25 u8 flags, 26 u8 in, 27 u8 out</td></tr>
 * <tr><td>RWROUTED 3, 4</td><td>32</td><td>as RWSPLIT, 24 nhIP, 28 u16 in, 30 u16 out</td></tr>
 * <tr><td>RWROUTED 5</td><td>32</td><td>0 FTV, 12 u16 sPort, 14 u16 dPort, 16 u16 in, 18 u16 out, 20
 *     sIP, 24 dIP, 28 nhIP</td></tr>
 * <tr><td>RWWWW 1, 2</td><td>20</td><td>0 sIP, 4 dIP, 8 pef, 12 sbb, 16 u16 client port, 18 u8 source is
 *     server[7] flags[5:0], 19 u8 server port[7:6]</td></tr>
 * <tr><td>RWWWW 3, 4</td><td>22</td><td>0 sIP, 4 dIP, 8 TBF (web), 20 u16 client port</td></tr>
 * <tr><td>RWWWW 5</td><td>22</td><td>0 FTV (web), 12 sIP, 16 dIP, 20 u16 client port</td></tr>
 * <tr><td>RWAUGMENTED 1-3</td><td>28</td><td>0 sIP, 4 dIP, 8 u16 sPort, 10 u16 dPort, 12 TBF, 24 u16
 *     application, 26 u8 attributes, 27 u8 rest flags</td></tr>
 * <tr><td>RWAUGMENTED 4</td><td>28</td><td>0 long FTV, 16 u16 sPort, 18 u16 dPort, 20 sIP, 24 dIP</td></tr>
 * <tr><td>RWAUGMENTED 5</td><td>32</td><td>0 TFP, 6 u16 application, 8 u16 sPort, 10 u16 dPort, 12
 *     duration ms, 16 packets, 20 bytes, 24 sIP, 28 dIP</td></tr>
 * <tr><td>RWAUGSNMPOUT 1-3, 4</td><td>30</td><td>as RWAUGMENTED, 28 u16 out</td></tr>
 * <tr><td>RWAUGSNMPOUT 5</td><td>34</td><td>as RWAUGMENTED, 32 u16 out</td></tr>
 * <tr><td>RWAUGROUTING 1-3</td><td>36</td><td>as RWAUGMENTED, 28 nhIP, 32 u16 in, 34 u16 out</td></tr>
 * <tr><td>RWAUGROUTING 4</td><td>36</td><td>0 long FTV, 16 u16 sPort, 18 u16 dPort, 20 u16 in, 22 u16
 *     out, 24 sIP, 28 dIP, 32 nhIP</td></tr>
 * <tr><td>RWAUGROUTING 5</td><td>40</td><td>as RWAUGMENTED, 32 nhIP, 36 u16 in, 38 u16 out</td></tr>
 * <tr><td>RWAUGWEB 1-3</td><td>26</td><td>0 sIP, 4 dIP, 8 TBF (web), 20 u16 client port, 22 u16
 *     application, 24 u8 attributes, 25 u8 rest flags</td></tr>
 * <tr><td>RWAUGWEB 4</td><td>26</td><td>0 long FTV (web), 16 sIP, 20 dIP, 24 u16 client port</td></tr>
 * <tr><td>RWAUGWEB 5</td><td>30</td><td>0 TFP (web), 6 u16 application, 8 server port[31:30] duration
 *     ms[29:0], 12 packets, 16 bytes, 20 sIP, 24 dIP, 28 u16 client port</td></tr>
 * </table>
 */
final class PackedLayouts {
  private PackedLayouts() {}

  static List<RecordLayout> all() {
    List<Builder> layouts = new ArrayList<>();
    addSplitFamily(layouts);
    addAugmentedFamily(layouts);
    return layouts.stream().map(b -> b.hourly().build()).toList();
  }

  private static void addSplitFamily(List<Builder> layouts) {
    int split = FormatNames.RWSPLIT;
    layouts.add(seconds(new Builder(split, 22, 1, 2)));
    layouts.add(split3(new Builder(split, 24, 3, 4)));
    layouts.add(ftv(new Builder(split, 24, 5)).ports(12, 14).ips(16, 20));

    int notRouted = FormatNames.RWNOTROUTED;
    layouts.add(seconds(new Builder(notRouted, 23, 1, 2)).u8(IN, 22));
    layouts.add(split3(new Builder(notRouted, 26, 3, 4)).u16(IN, 24));
    layouts.add(ftv(new Builder(notRouted, 26, 5)).ports(12, 14).ips(16, 20).u16(IN, 24));

    int routed = FormatNames.RWROUTED;
    layouts.add(
        sbbPef(new Builder(routed, 28, 1, 2), 16, 20)
            .ips(0, 4)
            .u32(NHIP, 8)
            .ports(12, 14)
            .u8(PROTOCOL, 24)
            .u8(FLAGS, 25)
            .u8(IN, 26)
            .u8(OUT, 27));
    layouts.add(split3(new Builder(routed, 32, 3, 4)).u32(NHIP, 24).interfaces(28, 30));
    layouts.add(
        ftv(new Builder(routed, 32, 5)).ports(12, 14).interfaces(16, 18).ips(20, 24).u32(NHIP, 28));

    int web = FormatNames.RWWWW;
    layouts.add(
        sbbPef(new Builder(web, 20, 1, 2), 8, 12)
            .ips(0, 4)
            .u16(CLIENT_PORT, 16)
            .u8(SOURCE_IS_SERVER, 18, 7, 7)
            .u8(FLAGS, 18, 5, 0)
            .u8(SERVER_PORT_CODE, 19, 7, 6));
    layouts.add(webTbf(new Builder(web, 22, 3, 4)));
    layouts.add(webFtv(new Builder(web, 22, 5)).ips(12, 16).u16(CLIENT_PORT, 20));
  }

  private static void addAugmentedFamily(List<Builder> layouts) {
    int plain = FormatNames.RWAUGMENTED;
    layouts.add(augmented1(new Builder(plain, 28, 1, 2, 3)));
    layouts.add(longFtv(new Builder(plain, 28, 4)).ports(16, 18).ips(20, 24));
    layouts.add(augmented5(new Builder(plain, 32, 5)));

    int out = FormatNames.RWAUGSNMPOUT;
    layouts.add(augmented1(new Builder(out, 30, 1, 2, 3)).u16(OUT, 28));
    layouts.add(longFtv(new Builder(out, 30, 4)).ports(16, 18).ips(20, 24).u16(OUT, 28));
    layouts.add(augmented5(new Builder(out, 34, 5)).u16(OUT, 32));

    int routing = FormatNames.RWAUGROUTING;
    layouts.add(augmented1(new Builder(routing, 36, 1, 2, 3)).u32(NHIP, 28).interfaces(32, 34));
    layouts.add(
        longFtv(new Builder(routing, 36, 4))
            .ports(16, 18)
            .interfaces(20, 22)
            .ips(24, 28)
            .u32(NHIP, 32));
    layouts.add(augmented5(new Builder(routing, 40, 5)).u32(NHIP, 32).interfaces(36, 38));

    int web = FormatNames.RWAUGWEB;
    layouts.add(
        webTbf(new Builder(web, 26, 1, 2, 3))
            .u16(APPLICATION, 22)
            .u8(ATTRIBUTES, 24)
            .u8(REST_FLAGS, 25));
    layouts.add(rest(webFtv(new Builder(web, 26, 4))).ips(16, 20).u16(CLIENT_PORT, 24));
    layouts.add(
        tfp(new Builder(web, 30, 5))
            .u32(SOURCE_IS_SERVER, 0, 22, 22)
            .u16(APPLICATION, 6)
            .u32(SERVER_PORT_CODE, 8, 31, 30)
            .u32(DURATION_MILLIS, 8, 29, 0)
            .u32(PACKETS, 12)
            .u32(BYTES, 16)
            .ips(20, 24)
            .u16(CLIENT_PORT, 28));
  }

  private static Builder seconds(Builder b) {
    return sbbPef(b, 12, 16).ips(0, 4).ports(8, 10).u8(PROTOCOL, 20).u8(FLAGS, 21);
  }

  private static Builder split3(Builder b) {
    return tbf(b, 12).u32(IS_TCP, 20, 10, 10).ips(0, 4).ports(8, 10);
  }

  private static Builder augmented1(Builder b) {
    return split3(b).sixIsTcp().u16(APPLICATION, 24).u8(ATTRIBUTES, 26).u8(REST_FLAGS, 27);
  }

  private static Builder augmented5(Builder b) {
    return tfp(b)
        .u16(APPLICATION, 6)
        .ports(8, 10)
        .u32(DURATION_MILLIS, 12)
        .u32(PACKETS, 16)
        .u32(BYTES, 20)
        .ips(24, 28);
  }

  /**
   * SBB/PEF, two words. pef: packets[31:12], duration in seconds[11:1], packets by 64[0]. sbb:
   * start in seconds[31:20], bytes per packet[19:0].
   */
  static Builder sbbPef(Builder b, int pef, int sbb) {
    return pef(b, pef).u32(START_SECONDS, sbb, 31, 20).u32(BYTES_PER_PACKET, sbb, 19, 0);
  }

  /** The pef word alone. */
  static Builder pef(Builder b, int pef) {
    return b.u32(RATIO_PACKETS, pef, 31, 12)
        .u32(DURATION_SECONDS, pef, 11, 1)
        .u32(RATIO_BY_64, pef, 0, 0);
  }

  /**
   * TBF, three words. 0: packets[31:12], start in seconds[11:0]. 4: bytes per packet[31:12],
   * duration in seconds[11:0]. 8: start ms[31:22], duration ms[21:12], packets by 64[11], is
   * TCP[10], first flags or protocol[7:0].
   */
  private static Builder tbf(Builder b, int at) {
    return b.flags(FlagRule.TBF)
        .u32(RATIO_PACKETS, at, 31, 12)
        .u32(START_SECONDS, at, 11, 0)
        .u32(BYTES_PER_PACKET, at + 4, 31, 12)
        .u32(DURATION_SECONDS, at + 4, 11, 0)
        .u32(START_MILLIS, at + 8, 31, 22)
        .u32(DURATION_MILLIS, at + 8, 21, 12)
        .u32(RATIO_BY_64, at + 8, 11, 11)
        .u32(PROT_FLAGS, at + 8, 7, 0);
  }

  /** TBF after two addresses, with source is server[10] and server port[9:8] in its third word. */
  private static Builder webTbf(Builder b) {
    return tbf(b, 8)
        .ips(0, 4)
        .u32(SOURCE_IS_SERVER, 16, 10, 10)
        .u32(SERVER_PORT_CODE, 16, 9, 8)
        .u16(CLIENT_PORT, 20);
  }

  /**
   * FTV, three words from the record's first byte. 0: start ms[31:10], upper half of bytes per
   * packet[9:0]. 4: its lower half[31:22], duration ms[21:0]. 8: first flags or protocol[31:24],
   * packets by 64[23], is TCP[22], packets[19:0].
   */
  private static Builder ftv(Builder b) {
    return ftvWords(b).u32(IS_TCP, 8, 22, 22);
  }

  /** FTV with source is server[22] and server port[21:20] in its third word. */
  private static Builder webFtv(Builder b) {
    return ftvWords(b).u32(SOURCE_IS_SERVER, 8, 22, 22).u32(SERVER_PORT_CODE, 8, 21, 20);
  }

  private static Builder ftvWords(Builder b) {
    return b.flags(FlagRule.FTV)
        .u32(START_MILLIS, 0, 31, 10)
        .put(BYTES_PER_PACKET, Bits.of(Word.PAIR, 0, 41, 22))
        .u32(DURATION_MILLIS, 4, 21, 0)
        .u32(PROT_FLAGS, 8, 31, 24)
        .u32(RATIO_BY_64, 8, 23, 23)
        .u32(RATIO_PACKETS, 8, 19, 0);
  }

  /** Long FTV: 12 u8 attributes, 13 u8 rest flags, 14 u16 application. */
  private static Builder longFtv(Builder b) {
    return rest(ftv(b));
  }

  private static Builder rest(Builder b) {
    return b.u8(ATTRIBUTES, 12).u8(REST_FLAGS, 13).u16(APPLICATION, 14);
  }

  /**
   * TFP, six bytes from the record's first. 0 u32: rest flags[31:24], is TCP[23], source is server
   * in a web format[22], start ms[21:0]. 4 u8: first flags or protocol. 5 u8: attributes.
   */
  static Builder tfp(Builder b) {
    return b.flags(FlagRule.TFP)
        .u32(REST_FLAGS, 0, 31, 24)
        .u32(IS_TCP, 0, 23, 23)
        .u32(START_MILLIS, 0, 21, 0)
        .u8(PROT_FLAGS, 4)
        .u8(ATTRIBUTES, 5);
  }
}
