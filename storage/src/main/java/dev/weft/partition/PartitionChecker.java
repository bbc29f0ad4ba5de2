package dev.weft.partition;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.Zone;
import dev.weft.encoding.ByteSink;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a partition file: reads every byte, compares every checksum, decodes every value, and
 * makes bounds, sums and address filters anew from the values to compare them. Needs memory for a
 * chunk and the file's different addresses.
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
    AddressSet sources = new AddressSet();
    AddressSet destinations = new AddressSet();
    boolean allAddresses = true;
    for (int b = 0; b < file.blocks(); b++) {
      for (FlowColumn c : PartitionFormat.COLUMNS) {
        AddressSet set = c == FlowColumn.SIP ? sources : c == FlowColumn.DIP ? destinations : null;
        try {
          checkColumn(file, b, c, set);
        } catch (CorruptFileException e) {
          addLoss(file, b, c, e);
          allAddresses &= set == null;
        }
      }
      checkEnds(file, b);
      progress.accept(file.rows(b));
    }
    checkFilter(file, FlowColumn.SIP, allAddresses ? sources : null);
    checkFilter(file, FlowColumn.DIP, allAddresses ? destinations : null);
  }

  /** Decodes a column of a block; compares bounds and sum; gathers addresses. */
  private void checkColumn(PartitionFile file, int block, FlowColumn c, @Nullable AddressSet set)
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
          for (int i = 0; set != null && i < n; i++) {
            set.add(addresses.highs[i], addresses.lows[i]);
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
    return c.isAddress()
        ? new IpAddress(z.minHigh(), z.minLow()) + " to " + new IpAddress(z.maxHigh(), z.maxLow())
        : z.minLow() + " to " + z.maxLow();
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

  /** Compares a filter's pages with those made of the addresses; null where some are lost. */
  private void checkFilter(PartitionFile file, FlowColumn side, @Nullable AddressSet addresses)
      throws IOException {
    AddressFilter.Shape shape = file.footer().filter(side);
    ByteSink expected = new ByteSink();
    if (addresses != null && !addresses.write(expected).equals(shape)) {
      addWrong(
          file,
          CorruptPartitionException.NO_BLOCK,
          side,
          "address filter: expected one of " + addresses.size() + " addresses, found " + shape);
      return;
    }
    int stride = shape.pageBytes() + PartitionFormat.CRC_BYTES;
    for (int p = 0; p < shape.pages(); p++) {
      try {
        byte[] page = file.page(side, shape, p);
        if (addresses != null
            && !Arrays.equals(page, 0, stride, expected.array(), p * stride, (p + 1) * stride)) {
          addWrong(
              file,
              CorruptPartitionException.NO_BLOCK,
              side,
              "address filter: page " + p + " is not that of the addresses");
        }
      } catch (CorruptPartitionException e) {
        add(CorruptPartitionException.NO_BLOCK, side, e, 0, Zone.ofLongs(0, 0));
      }
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
