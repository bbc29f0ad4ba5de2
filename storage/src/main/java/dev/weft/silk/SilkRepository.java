package dev.weft.silk;

import dev.weft.error.WarningSink;
import dev.weft.flow.LongRanges;
import dev.weft.flow.Site;
import dev.weft.silk.PathFormat.Piece;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a SiLK data root by its path format, without opening any. Immutable.
 *
 * <p>Goes down from the root directory by directory. A level that can only have a few names is not
 * listed: its names are tried. Any other level is listed, and only names that the bounds allow are
 * entered; so a question about one day costs the same in a root of a week and of ten years.
 */
public final class SilkRepository {
  private static final String GZIP = ".gz";

  /** Names of a level that are tried without listing it; a missing one costs one failing call. */
  private static final int MAX_TRIED_NAMES = 16;

  private static final int MAX_TRIED_TIMES = 4;

  /** Files tried by name in a directory that holds many days. */
  private static final int MAX_TRIED_FILES = 4096;

  private static final long HOUR_MS = 3_600_000;

  /**
   * A file at its place.
   *
   * @param hour ms since the epoch
   */
  public record Found(Path path, int flowtype, int sensor, long hour) {}

  private record Key(int flowtype, int sensor, long hour) {}

  private final Path root;
  private final SilkConf conf;

  /**
   * @param root the data root
   * @param conf its site file
   */
  public SilkRepository(Path root, SilkConf conf) {
    this.root = root;
    this.conf = conf;
  }

  /**
   * Files whose hour, type and sensor lie in the sets, ascending by hour, then flowtype, then
   * sensor. Where a file is there plain and with .gz, only the plain one counts (SiLK).
   *
   * @param times start times, ms since the epoch
   * @param warnings told of files whose name belongs to another directory; SiLK finds them neither
   * @throws IOException where a directory can't be listed; one that is not there holds no files
   */
  public List<Found> find(
      LongRanges times, LongRanges sensors, LongRanges flowtypes, WarningSink warnings)
      throws IOException {
    List<Site.FlowType> types =
        conf.site().types().stream().filter(t -> flowtypes.contains(t.id())).toList();
    List<Site.Sensor> places =
        conf.site().sensors().stream().filter(s -> sensors.contains(s.id())).toList();
    if (types.isEmpty() || places.isEmpty() || !times.intersects(FileHours.FIRST, FileHours.LAST)) {
      return List.of();
    }
    Search search = new Search(times, false, warnings);
    search.enter(root, 0, new FileKeys(types, places, new FileHours(times)));
    search.found.sort(
        Comparator.comparingLong(Found::hour)
            .thenComparingInt(Found::flowtype)
            .thenComparingInt(Found::sensor));
    return List.copyOf(search.found);
  }

  /** True where any file is at its place; stops at the first. */
  public boolean holdsAny() throws IOException {
    Search search = new Search(LongRanges.ALL, true, WarningSink.NONE);
    Site site = conf.site();
    search.enter(
        root, 0, new FileKeys(site.types(), site.sensors(), new FileHours(LongRanges.ALL)));
    return !search.found.isEmpty();
  }

  private final class Search {
    private final LongRanges times;
    private final boolean firstOnly;
    private final WarningSink warnings;
    private final List<Found> found = new ArrayList<>();

    Search(LongRanges times, boolean firstOnly, WarningSink warnings) {
      this.times = times;
      this.firstOnly = firstOnly;
      this.warnings = warnings;
    }

    void enter(Path directory, int level, FileKeys keys) throws IOException {
      if (firstOnly && !found.isEmpty()) {
        return;
      }
      List<List<Piece>> levels = conf.pathFormat().directories();
      if (level == levels.size()) {
        files(directory, keys);
        return;
      }
      List<Piece> pieces = levels.get(level);
      boolean timed = pieces.stream().anyMatch(p -> p.kind().isTime());
      Map<String, FileKeys> names = keys.names(pieces, timed ? MAX_TRIED_TIMES : MAX_TRIED_NAMES);
      if (names != null) {
        for (Map.Entry<String, FileKeys> name : names.entrySet()) {
          enter(directory.resolve(name.getKey()), level + 1, name.getValue());
        }
        return;
      }
      List<String> listed = list(directory);
      for (String name : listed) {
        FileKeys inside = keys.match(pieces, name);
        if (inside != null) {
          enter(directory.resolve(name), level + 1, inside);
        }
      }
    }

    /** Finds the files in the last directory of a path. */
    private void files(Path directory, FileKeys keys) throws IOException {
      if (!keys.hours().dayIsKnown() && combinations(keys) <= MAX_TRIED_FILES) {
        tryFiles(directory, keys);
      } else {
        listFiles(directory, keys);
      }
    }

    private static long combinations(FileKeys keys) {
      return keys.hours().count(MAX_TRIED_FILES)
          * Math.min(keys.types().size(), MAX_TRIED_FILES)
          * Math.min(keys.sensors().size(), MAX_TRIED_FILES);
    }

    private void tryFiles(Path directory, FileKeys keys) {
      for (long hour : keys.hours().all()) {
        for (Site.FlowType type : keys.types()) {
          for (Site.Sensor sensor : keys.sensors()) {
            Path plain = directory.resolve(PathFormat.fileName(type, sensor, hour));
            Path file = Files.exists(plain) ? plain : Path.of(plain + GZIP);
            if (Files.exists(file)) {
              found.add(new Found(file, type.id(), sensor.id(), hour));
            }
          }
        }
      }
    }

    private void listFiles(Path directory, FileKeys keys) throws IOException {
      Map<Key, Path> byKey = new HashMap<>();
      for (String name : list(directory)) {
        boolean gzip = name.endsWith(GZIP);
        String plain = gzip ? name.substring(0, name.length() - GZIP.length()) : name;
        long hour = SilkFileName.hourOf(plain);
        if (hour == SilkFileName.NO_HOUR) {
          continue;
        }
        Key key = key(plain, hour, keys);
        if (key == null) {
          warnIfMisplaced(directory, name, hour);
        } else if (times.intersects(hour, hour + HOUR_MS - 1)) {
          Path path = directory.resolve(name);
          byKey.merge(key, path, (a, b) -> gzip ? a : b);
        }
      }
      byKey.forEach(
          (key, path) -> found.add(new Found(path, key.flowtype(), key.sensor(), key.hour())));
    }

    /** What a file name says, where it may stand in a directory of these keys; else null. */
    private @Nullable Key key(String name, long hour, FileKeys keys) {
      int underscore = name.length() - "_YYYYMMDD.HH".length();
      if (name.charAt(underscore) != '_') { // a suffix follows the hour
        return null;
      }
      for (int dash = name.indexOf('-');
          dash >= 0 && dash < underscore;
          dash = name.indexOf('-', dash + 1)) {
        Site.FlowType type = conf.site().typeOfFlowtype(name.substring(0, dash));
        if (type == null) {
          continue;
        }
        Site.Sensor sensor = conf.site().sensorNamed(name.substring(dash + 1, underscore));
        if (sensor != null
            && keys.holdsType(type.id())
            && keys.holdsSensor(sensor.id())
            && keys.hours().mayHold(hour)) {
          return new Key(type.id(), sensor.id(), hour);
        }
      }
      return null;
    }

    /** Warns where the name is one of this site, but for another directory. */
    private void warnIfMisplaced(Path directory, String name, long hour) {
      SilkFileName parsed = SilkFileName.parse(name, conf.site());
      Site.FlowType type = conf.site().type(parsed.flowtype());
      Site.Sensor sensor = conf.site().sensor(parsed.sensor());
      if (type == null || sensor == null) {
        return;
      }
      Path place = root.resolve(strip(conf.pathFormat().path(type, sensor, hour)));
      if (!directory.equals(place.getParent())) {
        warnings.warn(
            directory.resolve(name)
                + ": not read, as in SiLK: the file of this name would be "
                + place);
      }
    }
  }

  private static String strip(String path) {
    return path.replaceFirst("^/+", "");
  }

  /** Names in a directory; none where it is not there. */
  private static List<String> list(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        names.add(path.getFileName().toString());
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw unreadable(directory, e.getCause());
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
    return names;
  }

  private static IOException unreadable(Path directory, @Nullable Throwable e) {
    return new IOException(directory + ": the directory can't be listed: " + e, e);
  }
}
