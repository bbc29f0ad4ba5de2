package dev.weft.partition;

import dev.weft.batch.Zone;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Verifies a partition file: reads every byte and compares every checksum, which finds whatever
 * happened to the bytes since they were written. To find what was written wrongly it also decodes
 * every value, makes bounds and sums anew from the values to compare them, and looks for every
 * address in the address filters; values of encodings that ascend have to. Needs memory for a chunk
 * and the filters.
 */
public final class PartitionChecker {
  /** How much is looked at. */
  public enum Depth {
    /** Every byte, by its checksum. */
    CHECKSUMS,
    /** Every value, too. */
    VALUES
  }

  private final Path path;
  private final LongConsumer progress;
  private final List<PartitionFault> faults = new ArrayList<>();

  private PartitionChecker(Path path, LongConsumer progress) {
    this.path = path;
    this.progress = progress;
  }

  /** Verifies all of a file, {@link Depth#VALUES}. */
  public static List<PartitionFault> check(Path path, LongConsumer progress) throws IOException {
    return check(path, Depth.VALUES, progress);
  }

  /**
   * Verifies a file.
   *
   * @param progress told the number of flows of each block when it is done
   * @return the faults, none for a sound file
   * @throws IOException where the file can't be read at all
   */
  public static List<PartitionFault> check(Path path, Depth depth, LongConsumer progress)
      throws IOException {
    PartitionChecker checker = new PartitionChecker(path, progress);
    try (PartitionFile file = PartitionFile.open(path, 0, 0, WarningSink.NONE)) {
      switch (depth) {
        case CHECKSUMS -> checker.checkBytes(file);
        case VALUES -> checker.checkValues(file);
      }
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

  private void checkBytes(PartitionFile file) throws IOException {
    filter(file, FlowColumn.SIP);
    filter(file, FlowColumn.DIP);
    for (int b = 0; b < file.blocks(); b++) {
      try (BlockReader block = new BlockReader(file, b)) {
        for (FlowColumn c : PartitionFormat.COLUMNS) {
          checkBytes(file, b, block, c);
        }
      }
      progress.accept(file.rows(b));
    }
  }

  private void checkBytes(PartitionFile file, int block, BlockReader reader, FlowColumn c)
      throws IOException {
    try {
      reader.checkBytes(c);
    } catch (CorruptFileException e) {
      add(block, c, e, file.rows(block), file.zone(block, FlowColumn.STIME));
    }
  }

  private void checkValues(PartitionFile file) throws IOException {
    FilterCheck sources = filter(file, FlowColumn.SIP);
    FilterCheck destinations = filter(file, FlowColumn.DIP);
    BlockChecker blocks = new BlockChecker(file, sources, destinations, faultsOf(file));
    for (int b = 0; b < file.blocks(); b++) {
      blocks.check(b);
      progress.accept(file.rows(b));
    }
    checkFilter(file, FlowColumn.SIP, sources);
    checkFilter(file, FlowColumn.DIP, destinations);
  }

  private BlockChecker.Faults faultsOf(PartitionFile file) {
    return new BlockChecker.Faults() {
      @Override
      public void lost(int block, FlowColumn c, CorruptFileException e) {
        add(block, c, e, file.rows(block), file.zone(block, FlowColumn.STIME));
      }

      @Override
      public void wrong(int block, FlowColumn c, String detail) {
        addWrong(file, block, c, detail);
      }
    };
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
