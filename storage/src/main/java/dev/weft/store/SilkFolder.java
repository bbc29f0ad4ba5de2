package dev.weft.store;

import dev.weft.error.WarningSink;
import dev.weft.flow.LongRanges;
import dev.weft.flow.Site;
import dev.weft.silk.SilkFileKind;
import dev.weft.silk.SilkFileName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Flow files below a directory that no layout orders, or a single one. What a file is, its first
 * bytes tell, looked at once for each state of the file; but a file named like a data root's is
 * taken by its name, and not looked at where the name's hour is out of bounds. Safe for several
 * threads.
 */
final class SilkFolder {
  private static final long HOUR_MS = 3_600_000;
  private static final String GZIP = ".gz";

  private record Looked(long size, FileTime modified, SilkFileKind kind) {}

  private final Path top;
  private final Set<Path> passedOver;
  private final Map<Path, Looked> looked = new ConcurrentHashMap<>();

  /**
   * @param top directory or file
   * @param passedOver directories not entered
   */
  SilkFolder(Path top, List<Path> passedOver) {
    this.top = top;
    this.passedOver = Set.copyOf(passedOver);
  }

  /** True where there is any flow file; stops at the first. */
  boolean holdsAny() throws IOException {
    return search(top, LongRanges.ALL, new ArrayList<>(), true, WarningSink.NONE);
  }

  /** The flow files, ascending by hour, then path; those that tell no hour first. */
  List<FlowFile> files(LongRanges times, Site site, WarningSink warnings) throws IOException {
    List<Path> paths = new ArrayList<>();
    if (Files.isDirectory(top)) {
      search(top, times, paths, false, warnings);
    } else {
      paths.add(top);
    }
    Set<Path> all = new HashSet<>(paths);
    List<FlowFile> files = new ArrayList<>();
    for (Path path : paths) {
      long hour = path.equals(top) ? SilkFileName.NO_HOUR : hour(path);
      if (hour != SilkFileName.NO_HOUR && all.contains(withoutGzip(path)) && isGzip(path)) {
        warnings.warn(path + ": not read, the same file is there without .gz");
      } else {
        files.add(
            new SilkRootFile(
                path, hour == SilkFileName.NO_HOUR ? FlowFile.UNKNOWN_HOUR : hour, -1, -1, site));
      }
    }
    files.sort(Comparator.comparingLong(FlowFile::hour).thenComparing(FlowFile::path));
    return Collections.unmodifiableList(files);
  }

  /** Hour by a name like a data root's; a suffix other than .gz makes it another name. */
  private static long hour(Path path) {
    String name = withoutGzip(path).getFileName().toString();
    boolean exact = name.length() > 12 && name.charAt(name.length() - 12) == '_';
    return exact ? SilkFileName.hourOf(name) : SilkFileName.NO_HOUR;
  }

  private static boolean isGzip(Path path) {
    return path.toString().endsWith(GZIP);
  }

  private static Path withoutGzip(Path path) {
    String text = path.toString();
    return isGzip(path) ? Path.of(text.substring(0, text.length() - GZIP.length())) : path;
  }

  /** Collects flow files; returns true where any was found and one was enough. */
  private boolean search(
      Path directory, LongRanges times, List<Path> found, boolean one, WarningSink warnings)
      throws IOException {
    List<Path> directories = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        if (path.getFileName().toString().startsWith(".")) {
          continue;
        }
        if (Files.isDirectory(path)) {
          directories.add(path);
        } else if (counts(path, times, warnings)) {
          found.add(path);
          if (one) {
            return true;
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw new IOException(directory + ": the directory can't be listed: " + e.getCause(), e);
    }
    for (Path inside : directories) {
      if (!passedOver.contains(inside) && search(inside, times, found, one, warnings)) {
        return true;
      }
    }
    return false;
  }

  private boolean counts(Path path, LongRanges times, WarningSink warnings) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    long hour = hour(path);
    if (hour != SilkFileName.NO_HOUR) {
      return times.intersects(hour, hour + HOUR_MS - 1);
    }
    SilkFileKind kind = look(path);
    if (kind == SilkFileKind.OTHER_SILK) {
      warnings.warn(path + ": not read, a SiLK file that holds no flow records");
    }
    return kind == SilkFileKind.FLOWS;
  }

  private SilkFileKind look(Path path) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    Looked before = looked.get(path);
    if (before != null
        && before.size == now.size()
        && before.modified.equals(now.lastModifiedTime())) {
      return before.kind;
    }
    SilkFileKind kind = SilkFileKind.of(path);
    looked.put(path, new Looked(now.size(), now.lastModifiedTime(), kind));
    return kind;
  }
}
