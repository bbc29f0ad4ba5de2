package dev.weft.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RwcutSourceTest {
  private static RwcutSource open(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return RwcutSource.open(
        new ByteArrayInputStream(bytes), "flows.txt", Site.EMPTY, WarningSink.NONE);
  }

  private static long[] longs(String text, FlowColumn column) throws IOException {
    try (RwcutSource source = open(text)) {
      int n = source.next();
      LongVector v = new LongVector(Batch.ROWS);
      source.read(column, v);
      return Arrays.copyOf(v.values, n);
    }
  }

  private static long only(String text, FlowColumn column) throws IOException {
    long[] all = longs(text, column);
    assertEquals(1, all.length);
    return all[0];
  }

  private static String fault(String text) {
    CorruptFileException e =
        assertThrows(
            CorruptFileException.class,
            () -> {
              try (RwcutSource source = open(text)) {
                while (source.next() > 0) {
                  continue;
                }
              }
            });
    return String.valueOf(e.getMessage());
  }

  @Test
  void timesInEveryFormAreTheSameMoment() throws IOException {
    long moment = 1_709_251_199_123L; // 2024-02-29T23:59:59.123Z
    for (String time :
        List.of(
            "2024/02/29T23:59:59.123",
            "2024-02-29 23:59:59.123",
            "2024-02-29T23:59:59.123Z",
            "02/29/2024 23:59:59.123",
            "2024/02/29:23:59:59.123456",
            "1709251199.123",
            "1709251199.123999")) {
      assertEquals(moment, only("sTime|\n" + time + "|\n", FlowColumn.STIME), time);
    }
    assertEquals(-1500, only("sTime|\n-1.5|\n", FlowColumn.STIME));
    assertEquals(-1501, only("sTime|\n-1.5001|\n", FlowColumn.STIME));
    assertEquals(-1000, only("sTime|\n1969-12-31 23:59:59|\n", FlowColumn.STIME));
    assertEquals(4_300_000_000_000L, only("sTime|\n4300000000|\n", FlowColumn.STIME));
    assertEquals(1_709_251_199_100L, only("sTime|\n1709251199.1|\n", FlowColumn.STIME));
  }

  @Test
  void oneOfStartDurationAndEndFollowsFromTheOthers() throws IOException {
    assertEquals(2500, only("sTime,eTime\n1.5,4\n", FlowColumn.DURATION));
    assertEquals(1500, only("eTime,dur\n4,2.5\n", FlowColumn.STIME));
    assertEquals(4000, only("sTime,dur,eTime\n1.5,2.5,9\n", FlowColumn.ETIME));
    assertEquals(0, only("sTime,sPort\n4,1\n", FlowColumn.DURATION));
    assertTrue(fault("sTime,eTime\n4,1\n").contains("not before the start"));
  }

  @Test
  void titlesAreKnownCutShortAndInAnyCase() throws IOException {
    String text = "PRO|packe|sTime|sesFlags|initialF|attribut|\n6|3|0|9|S A|TC|\n";
    assertEquals(6, only(text, FlowColumn.PROTOCOL));
    assertEquals(3, only(text, FlowColumn.PACKETS));
    assertEquals(3, only(text, FlowColumn.BYTES)); // as many as packets
    assertEquals(18, only(text, FlowColumn.INITIAL_FLAGS));
    assertEquals(18, only(text, FlowColumn.FLAGS)); // union: 'sesFlags' is no title
    assertEquals(0x60, only(text, FlowColumn.ATTRIBUTES));
  }

  @Test
  void weftsOwnCsvIsRead() throws IOException {
    String text =
        "sip,dip,stime,duration,initial_flags,in_interface,icmp_type,icmp_code,protocol,sensor\r\n"
            + "10.0.0.1,\"10.0.0.2\",2024-02-29 23:59:59.123,0.001,SA,70000,3,1,1,S7\r\n";
    assertEquals(70_000, only(text, FlowColumn.IN_INTERFACE));
    assertEquals(3 * 256 + 1, only(text, FlowColumn.DPORT));
    assertEquals(0, only(text, FlowColumn.SENSOR));
  }

  @Test
  void addressesAreQuadsIpv6OrNumbers() throws IOException {
    String text =
        "sIP,sTime\n010.001.000.009,0\n2001:DB8::1,0\n167772169,0\n42540766411282592856903984951653826561,0\n";
    try (RwcutSource source = open(text)) {
      int n = source.next();
      AddressVector v = new AddressVector(Batch.ROWS);
      source.read(FlowColumn.SIP, v);
      List<String> found = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        found.add(new IpAddress(v.highs[i], v.lows[i]).toString());
      }
      assertEquals(List.of("10.1.0.9", "2001:db8::1", "10.0.0.9", "2001:db8::1"), found);
      assertEquals(false, v.allIpv4());
    }
    assertEquals(4, longs(text, FlowColumn.IP_VERSION)[0]);
    assertEquals(6, longs(text, FlowColumn.IP_VERSION)[1]);
    assertEquals(4, longs(text, FlowColumn.IP_VERSION)[2]);
    assertEquals(6, longs(text, FlowColumn.IP_VERSION)[3]);
  }

  @Test
  void unknownAndNumberedSensorsAndTypesKeepTheirIds() throws IOException {
    String text =
        "sTime,sensor,class,type\n0,?,?,255\n0,300,?,77\n0,S1,all,in\n0,S2,lab,in\n0,S1,all,in\n";
    try (RwcutSource source = open(text)) {
      source.next();
      LongVector sensors = new LongVector(Batch.ROWS);
      LongVector types = new LongVector(Batch.ROWS);
      source.read(FlowColumn.SENSOR, sensors);
      source.read(FlowColumn.FLOWTYPE, types);
      Site site = source.site();
      List<String> labels = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        labels.add(
            site.sensorLabel(sensors.values[i])
                + " "
                + site.classLabel(types.values[i])
                + " "
                + site.typeLabel(types.values[i]));
      }
      assertEquals(List.of("? ? 255", "300 ? 77", "S1 all in", "S2 lab in", "S1 all in"), labels);
    }
  }

  @Test
  void repeatedTitlesBlankLinesAndCommentsCountForNothing() throws IOException {
    String text = "\n# made by hand\nsTime|sPort|\n1|2|\n\nsTime|sPort|\n3|4|";
    assertEquals(2, longs(text, FlowColumn.SPORT).length);
    assertEquals(4, longs(text, FlowColumn.SPORT)[1]);
  }

  @Test
  void aMarkOfUtf8BeforeTheTextCountsForNothing() throws IOException {
    String line =
        "10.0.0.1|10.0.0.2|1|2|6|3|120|SA|2012/11/13T10:00:00|1|2012/11/13T10:00:01|S0|\n";
    String titles = "sIP|dIP|sPort|dPort|pro|packets|bytes|flags|sTime|dur|eTime|sensor|\n";
    for (String text : List.of(titles + line + titles + line, line + line)) {
      String marked = "\uFEFF" + text;
      byte[] beginning = marked.getBytes(StandardCharsets.UTF_8);
      assertTrue(RwcutSource.accepts(beginning, beginning.length));
      assertArrayEquals(new long[] {120, 120}, longs(marked, FlowColumn.BYTES));
      assertArrayEquals(longs(text, FlowColumn.SENSOR), longs(marked, FlowColumn.SENSOR));
    }
  }

  @Test
  void aBadLineIsNamedWithColumnExpectationAndFinding() {
    assertEquals(
        "flows.txt, byte 16: line 3, column 2 (sport): expected a number from 0 to 65535, found"
            + " '65536'",
        fault("sTime,sPort\n1,2\n3,65536\n"));
    assertTrue(fault("sTime,sPort\n1,2\n3\n").contains("line 3: expected 2 columns, found 1"));
    assertTrue(fault("sTime,sPort\n1,2,3\n").contains("line 2: expected 2 columns, found more"));
    assertTrue(fault("sTime,sIP\n1,10.0.0\n").contains("expected an address as 192.0.2.1"));
    assertTrue(fault("sTime,flags\n1,SX\n").contains("TCP flags as the letters"));
    assertTrue(fault("sTime,sPort\n2024/02/30T00:00:00,1\n").contains("column 1 (stime)"));
    assertTrue(fault("sIP,dIP\n1.2.3.4,5.6.7.8\n").contains("expected a column sTime"));
  }

  @Test
  void soundFlowsBeforeAFaultAreDelivered() throws IOException {
    try (RwcutSource source = open("sTime,sPort\n1,2\n3,x\n")) {
      assertEquals(1, source.next());
      assertThrows(CorruptFileException.class, source::next);
      assertThrows(CorruptFileException.class, source::next);
    }
  }

  @Test
  void linesAcrossBuffersAndChunksAreWhole() throws IOException {
    StringBuilder text = new StringBuilder("sTime,sPort,ignored\n");
    int rows = 20_000;
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(i % 65_536).append(',').append("x".repeat(i % 60));
      text.append('\n');
    }
    long sum = 0;
    int count = 0;
    try (RwcutSource source = open(text.toString())) {
      LongVector v = new LongVector(Batch.ROWS);
      for (int n = source.next(); n > 0; n = source.next()) {
        source.read(FlowColumn.STIME, v);
        for (int i = 0; i < n; i++) {
          assertEquals(1000L * count++, v.values[i]);
          sum += v.values[i];
        }
      }
    }
    assertEquals(rows, count);
    assertEquals(1000L * rows * (rows - 1) / 2, sum);
  }
}
