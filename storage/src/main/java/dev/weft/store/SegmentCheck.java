package dev.weft.store;

import dev.weft.batch.Zone;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.partition.CorruptPartitionException;
import dev.weft.partition.PartitionChecker;
import dev.weft.partition.PartitionFault;
import dev.weft.partition.PartitionFile;
import dev.weft.partition.PartitionKey;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Verifies a segment: its bytes, and that it lies where its key says. */
record SegmentCheck(Path file, long hour, SegmentName name, PartitionChecker.Depth depth)
    implements StoreVerifier.FileCheck {
  @Override
  public void run(LongConsumer rows, Consumer<StoreFinding> findings) {
    try {
      checkPlace(findings);
      for (PartitionFault f : PartitionChecker.check(file, depth, rows)) {
        findings.accept(
            new StoreFinding(StoreFinding.Kind.DAMAGED, file, f.lostFlows(), message(f)));
      }
    } catch (NoSuchFileException e) {
      return; // compacted or expired meanwhile
    } catch (IOException e) {
      findings.accept(
          new StoreFinding(
              StoreFinding.Kind.DAMAGED, file, -1, file + ": can't be read: " + e.getMessage()));
    }
  }

  private static String message(PartitionFault fault) {
    String lost;
    if (fault.lostFlows() < 0) {
      lost = "all flows of the file are lost, nobody knows how many";
    } else if (fault.lostFlows() == 0) {
      lost = "no flow is lost";
    } else {
      lost =
          String.format(
              Locale.ROOT,
              "%,d flows can't be read whole, which start from %s to %s",
              fault.lostFlows(),
              Instant.ofEpochMilli(fault.minStime()),
              Instant.ofEpochMilli(fault.maxStime()));
    }
    return fault.message().replace(CorruptPartitionException.ADVICE, "") + "; " + lost;
  }

  private void checkPlace(Consumer<StoreFinding> findings) throws IOException {
    PartitionKey place =
        new PartitionKey(hour, name.className(), name.typeName(), name.sensorName());
    try (PartitionFile open = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
      PartitionKey key = open.footer().key();
      long flows = open.footer().rows();
      if (!key.equals(place)) {
        findings.accept(
            new StoreFinding(
                StoreFinding.Kind.MISPLACED,
                file,
                flows,
                "%s: expected a segment of %s, found one of %s".formatted(file, place, key)));
      }
      if (open.blocks() > 0) {
        Zone starts = open.footer().zone(FlowColumn.STIME);
        boolean within =
            starts.minLow() >= key.hour() && starts.maxLow() - key.hour() < StoreLayout.HOUR_MILLIS;
        if (!within) {
          findings.accept(
              new StoreFinding(
                  StoreFinding.Kind.MISPLACED,
                  file,
                  flows,
                  "%s: expected starts in the hour from %d ms, found %d to %d"
                      .formatted(file, key.hour(), starts.minLow(), starts.maxLow())));
        }
      }
    } catch (CorruptFileException e) {
      return; // the checker tells
    }
  }
}
