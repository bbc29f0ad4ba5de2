package dev.weft.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.KnownFlows;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.batch.Zone;
import dev.weft.error.WarningSink;
import dev.weft.flow.FirstOctets;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionFileTest {
  @TempDir Path folder;

  @Test
  void selectedRowsAreThoseOfAWholeReadInEveryColumn() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (double ipv6 : new double[] {0, 0.3, 1}) {
      Path file = write(FlowBatches.random(random, 9000, ipv6), 6000);
      try (PartitionFile opened = PartitionFile.open(file, 7, 9, WarningSink.NONE)) {
        for (FlowColumn column : FlowColumn.values()) {
          for (int share : new int[] {1, 2, 50, 4000}) {
            compareSelected(opened, column, random, share, "seed " + seed);
          }
        }
      }
      Files.delete(file);
    }
  }

  private static void compareSelected(
      PartitionFile file, FlowColumn column, SplittableRandom random, int share, String what)
      throws IOException {
    for (int block = 0; block < file.blocks(); block++) {
      try (ChunkReader whole = file.read(block);
          ChunkReader some = file.read(block)) {
        Vector all = Vector.of(column.kind(), Batch.ROWS);
        Vector picked = Vector.of(column.kind(), Batch.ROWS);
        for (int n = whole.next(); n > 0; n = whole.next()) {
          assertEquals(n, some.next());
          whole.read(column, all);
          int[] rows = new int[n];
          int count = 0;
          for (int i = 0; i < n; i++) {
            rows[count] = i;
            count += random.nextInt(share) == 0 ? 1 : 0;
          }
          some.readSelected(column, rows, count, picked);
          for (int i = 0; i < count; i++) {
            assertEquals(text(all, rows[i]), text(picked, rows[i]), what + " " + column);
          }
        }
        assertEquals(0, some.next());
      }
    }
  }

  private static String text(Vector v, int row) {
    return v instanceof AddressVector a
        ? new IpAddress(a.highs[row], a.lows[row]).toString()
        : Long.toString(((LongVector) v).values[row]);
  }

  @Test
  void keysAndEndsAreFilledIn() throws IOException {
    Batch batch = FlowBatches.random(new SplittableRandom(21), 100, 0);
    try (PartitionFile file = PartitionFile.open(write(batch, 60), 7, 9, WarningSink.NONE);
        ChunkReader reader = file.read(1)) {
      assertEquals(40, reader.next());
      LongVector v = new LongVector(40);
      reader.read(FlowColumn.SENSOR, v);
      assertEquals(7, v.values[39]);
      reader.read(FlowColumn.FLOWTYPE, v);
      assertEquals(9, v.values[0]);
      reader.read(FlowColumn.ETIME, v);
      long end =
          batch.longs(FlowColumn.STIME).values[75] + batch.longs(FlowColumn.DURATION).values[75];
      assertEquals(end, v.values[15]);
      assertEquals(Zone.ofLongs(7, 7), file.zone(0, FlowColumn.SENSOR));
      assertEquals(Zone.ofLongs(9, 9), file.zone(1, FlowColumn.FLOWTYPE));
    }
  }

  @Test
  void zonesAndSumsAreThoseOfTheRows() throws IOException {
    Batch batch = FlowBatches.wild(new SplittableRandom(22), 500);
    try (PartitionFile file = PartitionFile.open(write(batch, 500), 7, 9, WarningSink.NONE)) {
      for (FlowColumn c : PartitionFormat.COLUMNS) {
        if (c.isAddress()) {
          IpAddress min = new IpAddress(-1, -1);
          IpAddress max = new IpAddress(0, 0);
          for (int i = 0; i < 500; i++) {
            IpAddress a = new IpAddress(batch.addresses(c).highs[i], batch.addresses(c).lows[i]);
            min = a.compareTo(min) < 0 ? a : min;
            max = a.compareTo(max) > 0 ? a : max;
          }
          Zone bounds = Zone.ofAddresses(min, max);
          if (bounds.allIpv4()) {
            FirstOctets octets = FirstOctets.NONE;
            for (int i = 0; i < 500; i++) {
              int octet = (int) batch.addresses(c).lows[i] >>> 24;
              octets = octets.union(FirstOctets.of(octet));
            }
            bounds = bounds.with(octets);
          }
          assertEquals(bounds, file.zone(0, c));
        } else {
          long[] values = Arrays.copyOf(batch.longs(c).values, 500);
          Zone zone =
              Zone.ofLongs(
                  Arrays.stream(values).min().orElseThrow(),
                  Arrays.stream(values).max().orElseThrow());
          assertEquals(zone, file.zone(0, c));
          if (file.hasSum(0, c)) {
            assertEquals(Arrays.stream(values).sum(), file.sum(0, c));
          }
        }
      }
    }
  }

  @Test
  void opensByReadingLittleAndReadsNoColumnThatIsNotAskedFor() throws IOException {
    Path file = write(FlowBatches.random(new SplittableRandom(23), 60_000, 0), 65_536);
    try (PartitionFile opened = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
      assertTrue(opened.bytesRead() < 600, "opened with " + opened.bytesRead() + " bytes");
      long before = opened.bytesRead();
      try (ChunkReader reader = opened.read(0)) {
        LongVector v = new LongVector(Batch.ROWS);
        while (reader.next() > 0) {
          reader.read(FlowColumn.PROTOCOL, v);
        }
      }
      long column = opened.footer().columnBytes(FlowColumn.PROTOCOL);
      assertEquals(column, opened.bytesRead() - before);
    }
  }

  @Test
  void aNeedleThatIsNotThereCostsOnePageAndSeldomSeemsToBeThere() throws IOException {
    for (int rows : new int[] {20, 300, 509, 1500, 60_000}) {
      Path path = write(FlowBatches.random(new SplittableRandom(24), rows, 0), 65_536);
      try (PartitionFile file = PartitionFile.open(path, 0, 0, WarningSink.NONE)) {
        SplittableRandom random = new SplittableRandom(25);
        long before = file.bytesRead();
        file.mayContain(FlowColumn.SIP, 0, IpAddress.IPV4_LOW | 0x8000_0000L);
        assertTrue(file.bytesRead() - before <= 512);
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
          long low = IpAddress.IPV4_LOW | random.nextLong() >>> 32;
          found += file.mayContain(FlowColumn.DIP, 0, low) ? 1 : 0;
        }
        assertTrue(found <= 3000, rows + " rows: " + found / 1000.0 + " %");
        before = file.bytesRead();
        file.mayContain(FlowColumn.DIP, 0, IpAddress.IPV4_LOW | 0x8000_0000L);
        assertEquals(before, file.bytesRead(), "pages are read once");
        assertTrue(file.footer().filterBytes() <= 2L * rows + 8 + rows / 32);
      }
      Files.delete(path);
    }
  }

  @Test
  void aTinyPartitionIsSmall() throws IOException {
    Path file = write(FlowBatches.random(new SplittableRandom(26), 10, 0), 65_536);
    assertTrue(Files.size(file) < 700, Files.size(file) + " bytes");
  }

  @Test
  void totalsByProtocolAreThoseOfTheRowsWhereProtocolsAreFew() throws IOException {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int protocols = 1; protocols <= 12; protocols++) {
      int step = 1 + random.nextInt(20);
      Batch batch = FlowBatches.random(random, 1000, 0.1);
      long[] protocol = batch.longs(FlowColumn.PROTOCOL).values;
      for (int i = 0; i < batch.size(); i++) {
        protocol[i] = (long) step * (i < protocols ? i : random.nextInt(protocols));
      }
      try (PartitionFile file = PartitionFile.open(write(batch, 65_536), 0, 0, WarningSink.NONE)) {
        List<ProtocolFlows> parts = file.byProtocol(0);
        assertEquals(protocols < 2 || protocols > 8 ? 0 : protocols, parts.size(), "seed " + seed);
        for (KnownFlows part : parts) {
          long p = part.zone(FlowColumn.PROTOCOL).minLow();
          assertEquals(Zone.ofLongs(p, p), part.zone(FlowColumn.PROTOCOL));
          int[] rows = IntStream.range(0, 1000).filter(i -> protocol[i] == p).toArray();
          assertEquals(rows.length, part.rows(), "seed " + seed);
          for (FlowColumn c : List.of(FlowColumn.PACKETS, FlowColumn.BYTES)) {
            long[] values = batch.longs(c).values;
            assertTrue(part.hasSum(c));
            assertEquals(
                Arrays.stream(rows).mapToLong(i -> values[i]).sum(), part.sum(c), "seed " + seed);
          }
        }
      }
    }
  }

  private Path write(Batch batch, int blockRows) throws IOException {
    Path file = folder.resolve("p" + System.nanoTime());
    try (PartitionWriter writer =
        PartitionWriter.create(file, PartitionRoundTripTest.KEY, blockRows)) {
      writer.append(batch);
      writer.finish();
    }
    return file;
  }
}
