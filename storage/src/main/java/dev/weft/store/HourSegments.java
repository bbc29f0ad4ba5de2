package dev.weft.store;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.partition.PartitionCache;
import dev.weft.partition.PartitionFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the folder of an hour. A merged segment names in its footer the segments whose flows
 * it holds; where it lies beside them, it counts and they do not. So the one rename that brings it
 * in takes all of them out, and they may be deleted at any later time, in any order.
 *
 * @param current the segments that count, by name
 * @param replaced segments that do not count because a current or replaced one holds their flows
 * @param others files whose names are no segment's
 */
public record HourSegments(List<Segment> current, List<Segment> replaced, List<Path> others) {
  private static final int MOST_LOOKS = 100;

  /** A file and what its name says. */
  public record Segment(Path file, SegmentName name) {}

  public HourSegments {
    current = List.copyOf(current);
    replaced = List.copyOf(replaced);
    others = List.copyOf(others);
  }

  /** Lists a folder as it is now; all is empty where there is none. */
  public static HourSegments read(Path folder) throws IOException {
    return read(folder, null);
  }

  /**
   * As {@link #read(Path)}.
   *
   * @param cache opens footers, null: they are read anew
   */
  static HourSegments read(Path folder, @Nullable PartitionCache cache) throws IOException {
    NoSuchFileException gone = new NoSuchFileException(folder.toString());
    for (int look = 0; look < MOST_LOOKS; look++) {
      List<Segment> segments = new ArrayList<>();
      List<Path> others = new ArrayList<>();
      list(folder, segments, others);
      try {
        return resolve(segments, others, cache);
      } catch (NoSuchFileException e) {
        gone = e; // merged once more, or expired: the folder has changed
      }
    }
    throw gone;
  }

  private static void list(Path folder, List<Segment> segments, List<Path> others)
      throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        SegmentName name = SegmentName.parse(file.getFileName().toString());
        if (name == null) {
          others.add(file);
        } else {
          segments.add(new Segment(file, name));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    segments.sort(Comparator.comparing(Segment::file));
  }

  private static HourSegments resolve(
      List<Segment> segments, List<Path> others, @Nullable PartitionCache cache)
      throws IOException {
    Set<SegmentName> gone = new HashSet<>();
    for (Segment s : segments) {
      if (s.name().isMerged() && isAccompanied(s, segments)) {
        for (String part : replacedBy(s.file(), cache)) {
          SegmentName n = s.name();
          gone.add(new SegmentName(n.className(), n.typeName(), n.sensorName(), part));
        }
      }
    }
    List<Segment> current = new ArrayList<>(segments.size());
    List<Segment> replaced = new ArrayList<>();
    for (Segment s : segments) {
      (gone.contains(s.name()) ? replaced : current).add(s);
    }
    return new HourSegments(current, replaced, others);
  }

  /** True where the segment's partition has others, which it may replace. */
  private static boolean isAccompanied(Segment one, List<Segment> segments) {
    for (Segment s : segments) {
      if (s != one && s.name().isSamePartition(one.name())) {
        return true;
      }
    }
    return false;
  }

  /** What a merged segment replaces; a damaged one nothing, so that what it was made of counts. */
  private static List<String> replacedBy(Path file, @Nullable PartitionCache cache)
      throws IOException {
    try (PartitionFile open =
        cache == null
            ? PartitionFile.open(file, 0, 0, WarningSink.NONE)
            : cache.open(file, 0, 0, WarningSink.NONE)) {
      return open.footer().replaced();
    } catch (CorruptFileException e) {
      return List.of(); // whoever opens it to read flows is told
    }
  }
}
