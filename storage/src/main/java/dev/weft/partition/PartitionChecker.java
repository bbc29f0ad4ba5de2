package dev.weft.partition;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.Zone;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a partition file: reads every byte, compares every checksum, decodes every value, and
 * makes bounds and sums anew from the values to compare them, and looks for every address in the
 * address filters. Needs memory for a chunk and the filters.
 */
public final class PartitionChecker {
  private final Path path;
  private final LongConsumer progress;
  private final List<PartitionFault> faults = new ArrayList<>();

  private PartitionChecker(Path path, LongConsumer progress) {
    this.path = path;
    this.progress = progress;
  }

  /**
   * Verifies a file.
   *
   * @param progress told the number of flows of each block when it is done
   * @return the faults, none for a sound file
   * @throws IOException where the file can't be read at all
   */
  public static List<PartitionFault> check(Path path, LongConsumer progress) throws IOException {
    PartitionChecker checker = new PartitionChecker(path, progress);
    try (PartitionFile file = PartitionFile.open(path, 0, 0, WarningSink.NONE)) {
      checker.check(file);
    } catch (CorruptFileException e) {
      checker.faults.add(
          new PartitionFault(
              path,
              CorruptPartitionException.NO_BLOCK,
              null,
              e.offset(),
              String.valueOf(e.getMessage()),
              PartitionFault.ALL_FLOWS,
              0,
              0));
    }
    return checker.faults;
  }

  private void check(PartitionFile file) throws IOException {
    FilterCheck sources = filter(file, FlowColumn.SIP);
    FilterCheck destinations = filter(file, FlowColumn.DIP);
    for (int b = 0; b < file.blocks(); b++) {
      for (FlowColumn c : PartitionFormat.COLUMNS) {
        FilterCheck filter =
            c == FlowColumn.SIP ? sources : c == FlowColumn.DIP ? destinations : null;
        try {
          checkColumn(file, b, c, filter);
        } catch (CorruptFileException e) {
          addLoss(file, b, c, e);
        }
      }
      checkEnds(file, b);
      checkTotals(file, b);
      progress.accept(file.rows(b));
    }
    checkFilter(file, FlowColumn.SIP, sources);
    checkFilter(file, FlowColumn.DIP, destinations);
  }

  /** Decodes a column of a block; compares bounds and sum; looks for addresses in the filter. */
  private void checkColumn(
      PartitionFile file, int block, FlowColumn c, @Nullable FilterCheck filter)
      throws IOException {
    Zone expected = file.zone(block, c);
    Zone found = null;
    long sum = 0;
    try (ChunkReader reader = file.read(block)) {
      AddressVector addresses = new AddressVector(c.isAddress() ? Batch.ROWS : 0);
      LongVector longs = new LongVector(c.isAddress() ? 0 : Batch.ROWS);
      for (int n = reader.next(); n > 0; n = reader.next()) {
        Zone zone;
        if (c.isAddress()) {
          reader.read(c, addresses);
          zone = BlockEncoder.bounds(addresses.highs, addresses.lows, n);
          if (filter != null) {
            filter.look(addresses.highs, addresses.lows, n);
          }
        } else {
          reader.read(c, longs);
          zone = bounds(longs.values, n);
          sum = PartitionFooter.add(sum, BlockEncoder.sum(longs.values, n));
        }
        found = found == null ? zone : PartitionFooter.union(found, zone, c.isAddress());
      }
    }
    if (!expected.equals(found)) {
      addWrong(
          file, block, c, "bounds: expected " + text(c, found) + ", found " + text(c, expected));
    }
    boolean summed = c == FlowColumn.PACKETS || c == FlowColumn.BYTES;
    long stored = file.footer().block(block).sum(c);
    if (summed && stored != sum) {
      addWrong(file, block, c, "sum: expected " + sum + ", found " + stored);
    }
  }

  private static String text(FlowColumn c, @Nullable Zone z) {
    if (z == null) {
      return "none";
    }
    if (!c.isAddress()) {
      return z.minLow() + " to " + z.maxLow();
    }
    String bounds =
        new IpAddress(z.minHigh(), z.minLow()) + " to " + new IpAddress(z.maxHigh(), z.maxLow());
    return z.octets() == null ? bounds : bounds + " of first octets " + z.octets();
  }

  private static Zone bounds(long[] values, int count) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    return Zone.ofLongs(min, max);
  }

  private void checkEnds(PartitionFile file, int block) throws IOException {
    try {
      checkColumn(file, block, FlowColumn.ETIME, null);
    } catch (CorruptFileException e) {
      return; // start or duration is damaged, which is on the list
    }
  }

  /** Compares the totals by protocol. */
  private void checkTotals(PartitionFile file, int block) throws IOException {
    ProtocolTotals.Counter counter = new ProtocolTotals.Counter();
    LongVector protocols = new LongVector(Batch.ROWS);
    LongVector packets = new LongVector(Batch.ROWS);
    LongVector bytes = new LongVector(Batch.ROWS);
    try (ChunkReader reader = file.read(block)) {
      for (int n = reader.next(); n > 0; n = reader.next()) {
        reader.read(FlowColumn.PROTOCOL, protocols);
        reader.read(FlowColumn.PACKETS, packets);
        reader.read(FlowColumn.BYTES, bytes);
        counter.add(protocols.values, packets.values, bytes.values, n);
      }
    } catch (CorruptFileException e) {
      return; // the column is damaged, which is on the list
    }
    BlockFooter footer = file.footer().block(block);
    ProtocolTotals expected = counter.take(footer);
    if (!Objects.equals(expected, footer.totals())) {
      String detail = "totals: expected " + expected + ", found " + footer.totals();
      addWrong(file, block, FlowColumn.PROTOCOL, detail);
    }
  }

  private FilterCheck filter(PartitionFile file, FlowColumn side) throws IOException {
    return FilterCheck.read(
        file, side, e -> add(CorruptPartitionException.NO_BLOCK, side, e, 0, Zone.ofLongs(0, 0)));
  }

  private void checkFilter(PartitionFile file, FlowColumn side, FilterCheck check) {
    if (check.missed() > 0) {
      addWrong(
          file,
          CorruptPartitionException.NO_BLOCK,
          side,
          "address filter: expected every address of the file, found that it lacks those of "
              + check.missed()
              + " flows");
    }
  }

  private void addWrong(PartitionFile file, int block, FlowColumn c, String detail) {
    long offset = block < 0 ? file.footer().filterOffset(c) : file.footer().block(block).offset(c);
    CorruptPartitionException e = new CorruptPartitionException(path, block, c, offset, detail);
    add(block, c, e, 0, Zone.ofLongs(0, 0));
  }

  private void addLoss(PartitionFile file, int block, FlowColumn c, CorruptFileException e) {
    add(block, c, e, file.rows(block), file.zone(block, FlowColumn.STIME));
  }

  private void add(int block, FlowColumn c, CorruptFileException e, long lost, Zone stime) {
    faults.add(
        new PartitionFault(
            path,
            block,
            c,
            e.offset(),
            String.valueOf(e.getMessage()),
            lost,
            stime.minLow(),
            stime.maxLow()));
  }
}
