package dev.weft.maintenance;

import dev.weft.error.CorruptFileException;
import dev.weft.partition.PartitionChecker;
import dev.weft.partition.PartitionFault;
import dev.weft.partition.PartitionFile;
import dev.weft.partition.PartitionKey;
import dev.weft.partition.PartitionSummary;
import dev.weft.partition.PartitionWriter;
import dev.weft.store.HourSegments;
import dev.weft.store.HourSegments.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Segments of one partition that are to become one.
 *
 * @param inputs at least two
 * @param replaced the segment parts of the names that the merged one is to replace: the inputs, and
 *     what these replace and still lies there, for those are deleted in any order
 */
record MergePlan(Partition partition, List<Segment> inputs, List<String> replaced) {

  /**
   * The first partition of an hour with more than one segment; null where there is none.
   *
   * @param most inputs
   * @param except partitions to pass over
   */
  static @Nullable MergePlan next(HourSegments now, int most, Set<Partition> except) {
    Map<Partition, List<Segment>> partitions = new LinkedHashMap<>();
    for (Segment s : now.current()) {
      partitions.computeIfAbsent(Partition.of(s.name()), p -> new ArrayList<>()).add(s);
    }
    partitions.keySet().removeAll(except);
    for (Map.Entry<Partition, List<Segment>> e : partitions.entrySet()) {
      List<Segment> all = e.getValue();
      all.sort(Comparator.comparing(s -> s.name().isMerged())); // small ones first
      if (all.size() > 1) {
        List<Segment> inputs = all.subList(0, Math.min(most, all.size()));
        return new MergePlan(e.getKey(), List.copyOf(inputs), replaced(inputs, now.replaced()));
      }
    }
    return null;
  }

  private static List<String> replaced(List<Segment> inputs, List<Segment> before) {
    List<String> names = new ArrayList<>();
    for (Segment s : inputs) {
      names.add(s.name().segment());
    }
    for (Segment s : before) {
      if (s.name().isSamePartition(inputs.get(0).name())) {
        names.add(s.name().segment());
      }
    }
    return names;
  }

  /** Size of the inputs. */
  long bytes() throws IOException {
    long bytes = 0;
    for (Segment s : inputs) {
      bytes += Files.size(s.file());
    }
    return bytes;
  }

  /**
   * Writes the merged segment and reads it back.
   *
   * @return null where it was cancelled; the file is deleted then
   * @throws CorruptFileException where an input is damaged
   * @throws IOException where the merged segment is not what the inputs are
   */
  @Nullable PartitionSummary write(long hour, Path file, BooleanSupplier cancelled)
      throws IOException {
    PartitionKey key = partition.key(hour);
    PartitionSummary found;
    Totals expected = new Totals();
    try (SegmentMerger merger = SegmentMerger.open(inputs.stream().map(Segment::file).toList());
        PartitionWriter writer = PartitionWriter.create(file, key)) {
      for (PartitionFile input : merger.files()) {
        checkKey(input, key);
        expected.add(input.footer().summary());
      }
      writer.replaces(replaced);
      if (!merger.writeTo(writer, cancelled)) {
        return null;
      }
      found = writer.finish();
    }
    List<PartitionFault> faults = PartitionChecker.check(file, rows -> {});
    if (!expected.equal(found) || !faults.isEmpty()) {
      throw new IOException(
          "%s: merging %d segments of %s gave a file that is not the same flows%s; nothing is changed"
              .formatted(
                  file,
                  inputs.size(),
                  key,
                  faults.isEmpty() ? "" : ": " + faults.get(0).message()));
    }
    return found;
  }

  private static void checkKey(PartitionFile input, PartitionKey key) throws IOException {
    if (!input.footer().key().equals(key)) {
      throw new CorruptFileException(
          input.path().toString(),
          -1,
          "expected a segment of %s, found one of %s".formatted(key, input.footer().key()));
    }
  }

  /** What the merged segment must come to. */
  private static final class Totals {
    private long rows;
    private long packets;
    private long bytes;

    void add(PartitionSummary s) {
      rows += s.rows();
      packets = sum(packets, s.packets());
      bytes = sum(bytes, s.bytes());
    }

    private static long sum(long a, long b) {
      boolean known = a != PartitionSummary.UNKNOWN && b != PartitionSummary.UNKNOWN;
      return known && a + b >= 0 ? a + b : PartitionSummary.UNKNOWN;
    }

    boolean equal(PartitionSummary s) {
      return s.rows() == rows && s.packets() == packets && s.bytes() == bytes;
    }
  }
}
