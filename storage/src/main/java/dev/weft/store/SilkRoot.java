package dev.weft.store;

import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.silk.SilkConf;
import dev.weft.silk.SilkFileKind;
import dev.weft.silk.SilkRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SiLK's files, read in place; nothing is ever written. The location is one of
 *
 * <ul>
 *   <li>a data root: a directory whose files stand where its site file's path-format says. Those
 *       files count, and no others, just as for rwfilter; a copy or a half-written file lying about
 *       in the root is not read twice;
 *   <li>a folder: any other directory. Every flow file below it counts, at any depth, told by its
 *       first bytes. Names that begin with a dot, the sets and the maps are passed over. A file
 *       named like a data root's ({@code in-S0_20240229.23}) holds flows of that hour only;
 *   <li>a single file of flows.
 * </ul>
 *
 * The site file is the one given, else {@code $SILK_CONFIG_FILE}, else {@code silk.conf} in the
 * directory (beside the single file). Without one, sensors and types show as numbers.
 */
public final class SilkRoot implements FlowStore {
  private static final String SITE_FILE = "silk.conf";
  private static final String SITE_FILE_VARIABLE = "SILK_CONFIG_FILE";

  /**
   * Where things are, if not at their usual places.
   *
   * @param siteConfig null: see {@link SilkRoot}
   * @param sets directory of IP sets; null: {@code sets} in the directory
   * @param maps directory of prefix maps; null: {@code pmaps} in the directory
   */
  public record Options(@Nullable Path siteConfig, @Nullable Path sets, @Nullable Path maps) {
    /** All at their usual places. */
    public static final Options DEFAULTS = new Options(null, null, null);
  }

  private final Path location;
  private final SilkConf conf;
  private final Path sets;
  private final Path maps;
  private final @Nullable SilkRepository repository;
  private final SilkFolder folder;

  private SilkRoot(
      Path location, SilkConf conf, Path sets, Path maps, @Nullable SilkRepository repository) {
    this.location = location;
    this.conf = conf;
    this.sets = sets;
    this.maps = maps;
    this.repository = repository;
    this.folder = new SilkFolder(location, List.of(sets, maps));
  }

  /** As {@link #openWith}, sets and maps at their usual places. */
  public static SilkRoot open(Path location, @Nullable Path siteConfig, WarningSink warnings)
      throws IOException {
    return openWith(location, new Options(siteConfig, null, null), warnings);
  }

  /**
   * Opens a data root, a folder or a file.
   *
   * @param warnings told of a site without any file, and of what the site file's reader warns of
   * @throws NoSuchFileException where nothing is at the location
   * @throws CorruptFileException where the site file is faulty, or the single file holds no flows
   * @throws IOException where the location can't be read or holds neither site file nor flows
   */
  public static SilkRoot openWith(Path location, Options options, WarningSink warnings)
      throws IOException {
    if (!Files.exists(location)) {
      throw new NoSuchFileException(
          location.toString(), null, "there is no such file or directory to read flows from");
    }
    boolean directory = Files.isDirectory(location);
    Path parent = location.toAbsolutePath().getParent();
    Path base = directory || parent == null ? location : parent;
    Path siteFile = siteFile(base, options.siteConfig());
    SilkConf conf = siteFile == null ? SilkConf.EMPTY : SilkConf.read(siteFile, warnings);
    Path sets = options.sets() == null ? base.resolve("sets") : options.sets();
    Path maps = options.maps() == null ? base.resolve("pmaps") : options.maps();
    if (!directory) {
      requireFlows(location);
      return new SilkRoot(location, conf, sets, maps, null);
    }
    SilkRoot asFolder = new SilkRoot(location, conf, sets, maps, null);
    if (siteFile == null) {
      if (!asFolder.folder.holdsAny()) {
        throw new IOException(
            location
                + ": neither a silk.conf nor a SiLK flow file is in this directory; name a data"
                + " root, or a folder or file of flows");
      }
      return asFolder;
    }
    SilkRepository repository = new SilkRepository(location, conf);
    if (repository.holdsAny() || !asFolder.folder.holdsAny()) {
      return new SilkRoot(location, conf, sets, maps, repository);
    }
    return asFolder;
  }

  private static @Nullable Path siteFile(Path base, @Nullable Path given) throws IOException {
    String variable = System.getenv(SITE_FILE_VARIABLE);
    if (given != null || variable != null && !variable.isEmpty()) {
      Path file = given != null ? given : Path.of(variable);
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(
            file.toString(),
            null,
            "this site file is not there"
                + (given != null ? "" : "; the environment's " + SITE_FILE_VARIABLE + " names it"));
      }
      return file;
    }
    Path usual = base.resolve(SITE_FILE);
    return Files.isRegularFile(usual) ? usual : null;
  }

  private static void requireFlows(Path file) throws IOException {
    switch (SilkFileKind.of(file)) {
      case FLOWS -> {}
      case OTHER_SILK ->
          throw new UnsupportedFormatException(
              file.toString(), 5, "a SiLK file, but one that holds no flow records");
      case FOREIGN ->
          throw new UnsupportedFormatException(
              file.toString(), 0, "not a SiLK file: it does not begin with DE AD BE EF");
    }
  }

  @Override
  public Path location() {
    return location;
  }

  @Override
  public Site site() {
    return conf.site();
  }

  /** The site file's content. */
  public SilkConf conf() {
    return conf;
  }

  @Override
  public List<FlowFile> files(KeyBounds bounds, WarningSink warnings) throws IOException {
    SilkRepository r = repository;
    if (r == null) {
      return folder.files(bounds.times(), conf.site(), warnings);
    }
    return r.find(bounds.times(), bounds.sensors(), bounds.flowtypes(), warnings).stream()
        .<FlowFile>map(
            f -> new SilkRootFile(f.path(), f.hour(), f.sensor(), f.flowtype(), conf.site()))
        .toList();
  }

  @Override
  public Path setsDirectory() {
    return sets;
  }

  @Override
  public Path mapsDirectory() {
    return maps;
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return location.toString();
  }
}
