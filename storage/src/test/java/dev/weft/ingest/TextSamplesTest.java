package dev.weft.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.OpenFlowFile;
import dev.weft.batch.Vector;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import dev.weft.silk.SilkConf;
import dev.weft.silk.SilkFlowFile;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Real output of rwcut, compared with the flows of the SiLK files it was printed from. */
class TextSamplesTest {
  private static final Set<FlowColumn> DEFAULTS =
      EnumSet.of(
          FlowColumn.SIP,
          FlowColumn.DIP,
          FlowColumn.SPORT,
          FlowColumn.DPORT,
          FlowColumn.PROTOCOL,
          FlowColumn.PACKETS,
          FlowColumn.BYTES,
          FlowColumn.FLAGS,
          FlowColumn.STIME,
          FlowColumn.DURATION,
          FlowColumn.ETIME,
          FlowColumn.SENSOR);

  private static Site site() throws IOException {
    Path conf = SharedData.path("captures/silk/data/silk.conf");
    return SilkConf.read(conf, WarningSink.NONE).site();
  }

  private static List<String> read(ChunkReader reader, Set<FlowColumn> columns, Site site)
      throws IOException {
    List<String> lines = new ArrayList<>();
    Vector[] vectors = new Vector[FlowColumn.count()];
    for (FlowColumn c : columns) {
      vectors[c.ordinal()] = Vector.of(c.kind(), Batch.ROWS);
    }
    for (int n = reader.next(); n > 0; n = reader.next()) {
      for (FlowColumn c : columns) {
        reader.read(c, vectors[c.ordinal()]);
      }
      for (int i = 0; i < n; i++) {
        StringBuilder line = new StringBuilder();
        for (FlowColumn c : columns) {
          line.append(c).append(' ').append(value(vectors[c.ordinal()], i)).append(' ');
        }
        lines.add(line.toString());
      }
    }
    return lines;
  }

  private static String value(Vector v, int i) {
    return v instanceof AddressVector a
        ? new IpAddress(a.highs[i], a.lows[i]).toString()
        : Long.toString(((LongVector) v).values[i]);
  }

  private static List<String> text(String name, Set<FlowColumn> columns) throws IOException {
    Path file = SharedData.path("captures/silk/rwcut/" + name);
    try (ImportSource.Opened opened =
        SourceOpener.open(Files.newInputStream(file), file.toString(), site(), WarningSink.NONE)) {
      return read(opened.flows(), columns, opened.flows().site());
    }
  }

  private static List<String> silk(String name, Set<FlowColumn> columns) throws IOException {
    Path path = SharedData.path("captures/silk/flat/" + name);
    List<String> lines = new ArrayList<>();
    try (OpenFlowFile file = SilkFlowFile.open(path, site(), WarningSink.NONE)) {
      for (int b = 0; b < file.blocks(); b++) {
        try (ChunkReader reader = file.read(b)) {
          lines.addAll(read(reader, columns, site()));
        }
      }
    }
    return lines;
  }

  /** Every line of the text is a flow of the file, each no more often than there. */
  private static void isPartOf(List<String> text, List<String> file) {
    Map<String, Integer> left = new HashMap<>();
    file.forEach(line -> left.merge(line, 1, Integer::sum));
    for (String line : text) {
      int n = left.merge(line, -1, Integer::sum);
      assertTrue(n >= 0, () -> "not in the file: " + line);
    }
  }

  private static Set<FlowColumn> without(Set<FlowColumn> columns, FlowColumn... others) {
    Set<FlowColumn> rest = EnumSet.copyOf(columns);
    rest.removeAll(List.of(others));
    return rest;
  }

  @Test
  void defaultColumnsPaddedWithBlanks() throws IOException {
    List<String> flows = text("modicon-default.txt", without(DEFAULTS, FlowColumn.SENSOR));
    assertEquals(1500, flows.size());
    isPartOf(flows, silk("modicon.rw", without(DEFAULTS, FlowColumn.SENSOR)));
  }

  @Test
  void allFieldsWithCommas() throws IOException {
    Set<FlowColumn> columns =
        without(EnumSet.allOf(FlowColumn.class), FlowColumn.SENSOR, FlowColumn.FLOWTYPE);
    List<String> flows = text("ftp-home-all-fields.csv", columns);
    assertEquals(1063, flows.size());
    isPartOf(flows, silk("ftp-home.rw", columns));
  }

  @Test
  void epochTimesAndIntegersWithoutTitles() throws IOException {
    Set<FlowColumn> columns = without(DEFAULTS, FlowColumn.SENSOR);
    List<String> flows = text("dns-epoch-integers-no-titles.csv", columns);
    assertEquals(2945, flows.size());
    isPartOf(flows, silk("dns.rw", columns));
  }

  @Test
  void monthFirstDatesInSecondsAndZeroPaddedAddresses() throws IOException {
    Set<FlowColumn> columns =
        without(
            DEFAULTS, FlowColumn.SENSOR, FlowColumn.STIME, FlowColumn.DURATION, FlowColumn.ETIME);
    List<String> flows = text("backscatter-mdy-zeropadded.txt", columns);
    assertEquals(1500, flows.size());
    isPartOf(flows, silk("backscatter.rw", columns));
    List<String> times = text("backscatter-mdy-zeropadded.txt", EnumSet.of(FlowColumn.STIME));
    assertEquals("STIME 1237106706000 ", times.get(0)); // 2009-03-15 08:45:06
  }

  @Test
  void isoTimesAndIpv6() throws IOException {
    Set<FlowColumn> columns = without(DEFAULTS, FlowColumn.SENSOR);
    List<String> flows = text("zoo-flows-ipv6-iso.txt", columns);
    assertEquals(2000, flows.size());
    isPartOf(flows, silk("zoo-flows.rw", columns));
  }

  @Test
  void semicolonsIcmpFieldsAndMappedAddresses() throws IOException {
    Set<FlowColumn> columns = without(DEFAULTS, FlowColumn.SENSOR);
    List<String> flows = text("zoo-icmp-v6forced.csv", columns);
    assertEquals(315, flows.size());
    isPartOf(flows, silk("zoo-packets.rw", columns));
  }

  @Test
  void namesOfSensorsAndTypesAreTheSites() throws IOException {
    List<String> sensors = text("zoo-flows-ipv6-iso.txt", EnumSet.of(FlowColumn.SENSOR));
    List<String> types = text("zoo-flows-ipv6-iso.txt", EnumSet.of(FlowColumn.FLOWTYPE));
    assertEquals(Set.of("SENSOR 6 "), Set.copyOf(sensors));
    assertEquals(Set.of("FLOWTYPE 10 "), Set.copyOf(types));
  }
}
