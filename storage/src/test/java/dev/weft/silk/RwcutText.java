package dev.weft.silk;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.flow.FlowAttributes;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import dev.weft.flow.TcpFlags;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** Prints flows as rwcut printed the expected files of the corpus. */
final class RwcutText {
  static final String TITLE =
      "sIP,dIP,sPort,dPort,protocol,packets,bytes,flags,sTime,duration,eTime,sensor,in,out,nhIP,"
          + "initialFlags,sessionFlags,attributes,application,class,type,iType,iCode";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd'T'HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Site site;
  private final boolean letters;

  RwcutText(Site site, boolean letters) {
    this.site = site;
    this.letters = letters;
  }

  /** Adds a line for each flow of a reader; closes it. A fault is thrown after the lines before. */
  void addAll(ChunkReader reader, List<String> lines) throws IOException {
    Batch batch = Batch.ofFlows(EnumSet.allOf(FlowColumn.class), Batch.ROWS);
    try (reader) {
      for (int n = reader.next(); n > 0; n = reader.next()) {
        for (int c = 0; c < FlowColumn.count(); c++) {
          reader.read(FlowColumn.of(c), batch.vector(c));
        }
        for (int i = 0; i < n; i++) {
          lines.add(line(batch, i));
        }
      }
    }
  }

  List<String> all(ChunkReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    addAll(reader, lines);
    return lines;
  }

  private String line(Batch b, int row) {
    long protocol = value(b, FlowColumn.PROTOCOL, row);
    boolean icmp = protocol == 1 || protocol == 58 && value(b, FlowColumn.IP_VERSION, row) == 6;
    long dport = value(b, FlowColumn.DPORT, row);
    long flowtype = value(b, FlowColumn.FLOWTYPE, row);
    return String.join(
        ",",
        address(b, FlowColumn.SIP, row),
        address(b, FlowColumn.DIP, row),
        text(b, FlowColumn.SPORT, row),
        text(b, FlowColumn.DPORT, row),
        text(b, FlowColumn.PROTOCOL, row),
        text(b, FlowColumn.PACKETS, row),
        text(b, FlowColumn.BYTES, row),
        flags(b, FlowColumn.FLAGS, row),
        time(b, FlowColumn.STIME, row),
        seconds(value(b, FlowColumn.DURATION, row)),
        time(b, FlowColumn.ETIME, row),
        site.sensorLabel(value(b, FlowColumn.SENSOR, row)),
        text(b, FlowColumn.IN_INTERFACE, row),
        text(b, FlowColumn.OUT_INTERFACE, row),
        address(b, FlowColumn.NHIP, row),
        flags(b, FlowColumn.INITIAL_FLAGS, row),
        flags(b, FlowColumn.SESSION_FLAGS, row),
        FlowAttributes.format(value(b, FlowColumn.ATTRIBUTES, row)),
        text(b, FlowColumn.APPLICATION, row),
        site.classLabel(flowtype),
        site.typeLabel(flowtype),
        icmp ? Long.toString(dport / 256) : "",
        icmp ? Long.toString(dport % 256) : "");
  }

  private static long value(Batch b, FlowColumn column, int row) {
    return b.longs(column).values[row];
  }

  private static String text(Batch b, FlowColumn column, int row) {
    return Long.toString(value(b, column, row));
  }

  /** An IPv6 record may hold an IPv4-mapped address; rwcut leaves its prefix on. */
  private static String address(Batch b, FlowColumn column, int row) {
    AddressVector v = b.addresses(column);
    boolean mapped = IpAddress.isIpv4(v.highs[row], v.lows[row]);
    if (v.allIpv4() && !mapped) {
      return "not IPv4 in a vector that promises it";
    }
    String text = new IpAddress(v.highs[row], v.lows[row]).toString();
    return mapped && value(b, FlowColumn.IP_VERSION, row) == 6 ? "::ffff:" + text : text;
  }

  private String flags(Batch b, FlowColumn column, int row) {
    long flags = value(b, column, row);
    return letters ? TcpFlags.format(flags) : Long.toString(flags);
  }

  private String time(Batch b, FlowColumn column, int row) {
    long millis = value(b, column, row);
    return letters ? TIME.format(Instant.ofEpochMilli(millis)) : seconds(millis);
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }
}
