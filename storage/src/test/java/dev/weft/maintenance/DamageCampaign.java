package dev.weft.maintenance;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import dev.weft.ingest.FlowMultiset;
import dev.weft.ingest.Staging;
import dev.weft.partition.PartitionChecker;
import dev.weft.partition.PartitionFile;
import dev.weft.store.HourSegments;
import dev.weft.testing.FlowRows;
import dev.weft.testing.RandomFlows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Damages segments in every place: each bit flipped, each length they could be cut to, each byte
 * range of some sizes zeroed. Each time the checker has to find it, and reading has to give the
 * right flows or name the file. {@code FOLDER ROWS SEED}.
 */
final class DamageCampaign {
  private final Path file;
  private final Map<String, Integer> flows;
  private final FlowRows rows;
  private long damaged;
  private long readable;

  private DamageCampaign(Path file, FlowRows rows) throws IOException {
    this.file = file;
    this.rows = rows;
    this.flows = read(file);
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    System.out.println(run(folder, Integer.parseInt(args[1]), Long.parseLong(args[2]), 1));
  }

  /**
   * Damages a merged segment of random flows.
   *
   * @param every which of the damages to do: each, every second, ...
   */
  static String run(Path folder, int count, long seed, int every) throws IOException {
    Path store = folder.resolve("damage" + seed);
    RandomFlows random = RandomFlows.of(seed).withPartitions(1, 1, 1);
    FlowRows rows = random.rows(count);
    SmallStores.add(store, rows);
    SmallStores.add(store, random.rows(1));
    SmallStores.compactor(store, MaintenanceStep.Listener.NONE).run();
    HourSegments hour = SmallStores.hours(store).get(0);
    Path file = hour.current().get(0).file();
    DamageCampaign campaign = new DamageCampaign(file, rows);
    campaign.run(Files.readAllBytes(file), every);
    Staging.deleteTree(store);
    return "%d damaged files (%d bytes sound), all found; reading named %d, gave the right flows of %d"
        .formatted(
            campaign.damaged,
            campaign.soundBytes,
            campaign.damaged - campaign.readable,
            campaign.readable);
  }

  private int soundBytes;

  private void run(byte[] sound, int every) throws IOException {
    soundBytes = sound.length;
    for (int bit = 0; bit < 8 * sound.length; bit += every) {
      byte[] bytes = sound.clone();
      bytes[bit >> 3] ^= (byte) (1 << (bit & 7));
      check(bytes, "bit " + bit + " flipped");
    }
    for (int length = 0; length < sound.length; length += every) {
      check(Arrays.copyOf(sound, length), "cut to " + length);
    }
    for (int size = 2; size <= 512; size *= 4) {
      for (int at = 0; at + size <= sound.length; at += Math.max(1, size / 2) * every) {
        byte[] bytes = sound.clone();
        Arrays.fill(bytes, at, at + size, (byte) 0);
        if (!Arrays.equals(bytes, sound)) {
          check(bytes, size + " bytes zeroed at " + at);
        }
      }
    }
  }

  private void check(byte[] bytes, String what) throws IOException {
    Files.write(file, bytes);
    damaged++;
    for (PartitionChecker.Depth depth : PartitionChecker.Depth.values()) {
      if (PartitionChecker.check(file, depth, rows -> {}).isEmpty()) {
        throw new AssertionError(what + ": not found, " + depth);
      }
    }
    Map<String, Integer> found;
    try {
      found = read(file);
      lookUp();
    } catch (CorruptFileException e) {
      if (!String.valueOf(e.getMessage()).contains(file.toString())) {
        throw new AssertionError(what + ": the file is not named", e);
      }
      return;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what, e);
    }
    readable++;
    if (!found.equals(flows)) {
      throw new AssertionError(what + ": a wrong answer");
    }
  }

  private static Map<String, Integer> read(Path file) throws IOException {
    FlowMultiset all = new FlowMultiset();
    try (OpenFlowFile open = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
      all.add(open, Site.EMPTY);
    }
    return all.lines();
  }

  /** No address filter may deny an address that is there. */
  private void lookUp() throws IOException {
    try (OpenFlowFile open = PartitionFile.open(file, 0, 0, WarningSink.NONE)) {
      for (int r = 0; r < rows.size(); r++) {
        for (FlowColumn c : new FlowColumn[] {FlowColumn.SIP, FlowColumn.DIP}) {
          if (!open.mayContain(c, rows.high(c, r), rows.low(c, r))) {
            throw new AssertionError("the filter of " + c + " denies row " + r);
          }
        }
      }
    }
  }
}
