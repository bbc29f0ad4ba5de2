package dev.weft.silk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.batch.Zone;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However columns are asked for, a flow has the same values, and they lie in their zones. */
class SilkColumnsTest {
  /** All record layouts, with values that their writers make and with random bits. */
  private static List<Path> layouts() throws IOException {
    try (Stream<Path> flows = Files.list(SharedData.path("silk/corpus/flows"));
        Stream<Path> random = Files.list(SharedData.path("silk/corpus/crafted/random"))) {
      List<Path> files =
          Stream.concat(flows, random)
              .filter(p -> p.toString().matches(".*(-c0-[BL]\\.dat|\\.rwf)"))
              .sorted()
              .toList();
      assertTrue(files.size() > 150, files.size() + " files");
      return files;
    }
  }

  private static SilkFlowFile open(Path file) throws IOException {
    return SilkFlowFile.open(file, Site.EMPTY, WarningSink.NONE);
  }

  @Test
  void selectedRowsHaveTheValuesOfAllRows() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (Path path : layouts()) {
      try (SilkFlowFile file = open(path);
          ChunkReader reader = file.read(0)) {
        int n = reader.next();
        for (FlowColumn column : FlowColumn.values()) {
          Vector all = Vector.of(column.kind(), Batch.ROWS);
          reader.read(column, all);
          for (double share : new double[] {0, 0.05, 0.4, 0.9}) {
            int[] rows =
                java.util.stream.IntStream.range(0, n)
                    .filter(i -> random.nextDouble() < share)
                    .toArray();
            Vector some = Vector.of(column.kind(), n);
            some.useNulls();
            int[] roomier = Arrays.copyOf(rows, rows.length + 3);
            reader.readSelected(column, roomier, rows.length, some);
            String where = path + " " + column + " seed " + seed;
            assertFalse(some.hasNulls(), where);
            for (int row : rows) {
              assertEquals(value(all, row), value(some, row), where + " row " + row);
            }
          }
        }
      }
    }
  }

  private static IpAddress value(Vector vector, int row) {
    return vector instanceof AddressVector a
        ? new IpAddress(a.highs[row], a.lows[row])
        : new IpAddress(0, ((LongVector) vector).values[row]);
  }

  @Test
  void theOrderInWhichColumnsAreReadDoesNotMatter() throws IOException {
    for (Path path : layouts()) {
      try (SilkFlowFile file = open(path);
          ChunkReader forwards = file.read(0);
          ChunkReader backwards = file.read(0)) {
        int n = forwards.next();
        assertEquals(n, backwards.next());
        Batch first = Batch.ofFlows(EnumSet.allOf(FlowColumn.class), n);
        Batch second = Batch.ofFlows(EnumSet.allOf(FlowColumn.class), n);
        for (int c = 0; c < FlowColumn.count(); c++) {
          int d = FlowColumn.count() - 1 - c;
          forwards.read(FlowColumn.of(c), first.vector(c));
          backwards.read(FlowColumn.of(d), second.vector(d));
        }
        for (int c = 0; c < FlowColumn.count(); c++) {
          for (int row = 0; row < n; row++) {
            assertEquals(value(first.vector(c), row), value(second.vector(c), row));
          }
        }
      }
    }
  }

  @Test
  void everyValueLiesInTheZoneOfItsColumn() throws IOException {
    for (Path path : layouts()) {
      try (SilkFlowFile file = open(path);
          ChunkReader reader = file.read(0)) {
        int n = reader.next();
        for (FlowColumn column : FlowColumn.values()) {
          Zone zone = file.zone(0, column);
          Vector all = Vector.of(column.kind(), n);
          reader.read(column, all);
          for (int row = 0; row < n; row++) {
            IpAddress v = value(all, row);
            boolean inside =
                column.isAddress()
                    ? v.compareTo(new IpAddress(zone.minHigh(), zone.minLow())) >= 0
                        && v.compareTo(new IpAddress(zone.maxHigh(), zone.maxLow())) <= 0
                    : v.low() >= zone.minLow() && v.low() <= zone.maxLow();
            assertTrue(inside, path + " " + column + " " + v + " " + zone);
            if (column == FlowColumn.SIP || column == FlowColumn.DIP) {
              assertTrue(file.mayContain(column, v.high(), v.low()), path + " " + v);
            }
          }
        }
      }
    }
  }

  @Test
  void anHourlyFileTellsItsHourSensorAndType() throws IOException {
    Path path = SharedData.path("silk/corpus/flows/FT_RWAUGMENTED-v5-c1-L.dat");
    try (SilkFlowFile file = open(path)) {
      long hour = java.time.Instant.parse("2024-02-29T23:00:00Z").toEpochMilli();
      assertEquals(Zone.ofLongs(hour, hour + 4_194_303), file.zone(0, FlowColumn.STIME));
      assertEquals(Zone.ofLongs(1, 1), file.zone(0, FlowColumn.SENSOR));
      assertEquals(Zone.ofLongs(0, 0), file.zone(0, FlowColumn.FLOWTYPE));
      assertFalse(file.mayContain(FlowColumn.SIP, 0x2001_0db8_0000_0000L, 1));
    }
  }

  @Test
  void anAbsurdHourMakesNoZone() {
    for (long hour : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
      RecordLayout layout =
          RecordLayout.all().stream()
              .filter(l -> l.format() == FormatNames.RWAUGMENTED)
              .findFirst()
              .orElseThrow();
      LayoutZones zones =
          new LayoutZones(
              new RecordContext(
                  "x",
                  layout,
                  true,
                  hour,
                  0,
                  0,
                  false,
                  WarningSink.NONE,
                  new java.util.concurrent.atomic.AtomicBoolean()));
      for (FlowColumn column : List.of(FlowColumn.STIME, FlowColumn.ETIME)) {
        Zone zone = zones.zone(column);
        assertTrue(zone.minLow() <= zone.maxLow(), zone.toString());
      }
    }
  }
}
