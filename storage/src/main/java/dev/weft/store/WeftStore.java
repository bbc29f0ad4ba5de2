package dev.weft.store;

import dev.weft.error.FileFaults;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import dev.weft.flow.LongRanges;
import dev.weft.flow.Site;
import dev.weft.partition.PartitionCache;
import dev.weft.silk.SilkConf;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Weft store, opened to read; see {@link StoreLayout} for what lies where. Files appear in it
 * while it is open; each listing tells the state of its moment, and {@link #site} follows silk.conf
 * as imports add names to it.
 */
public final class WeftStore implements FlowStore {
  private static final int LOCK_ATTEMPTS = 10;

  private static final long CACHE_BYTES = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 8);
  private static final int CACHE_CHANNELS = 768;

  private final StoreLayout layout;
  private final WarningSink warnings;
  private final PartitionCache cache = new PartitionCache(CACHE_BYTES, CACHE_CHANNELS);
  private final FolderListings listings = new FolderListings(cache);
  private volatile Known known;

  /** The site with the state of the file that it was read from. */
  private record Known(Site site, SiteIds ids, @Nullable FileTime changed, long bytes) {}

  private WeftStore(StoreLayout layout, WarningSink warnings) throws IOException {
    this.layout = layout;
    this.warnings = warnings;
    this.known = readSite();
  }

  /** True where the directory is marked as a Weft store, of whatever version. */
  public static boolean isStore(Path directory) {
    return Files.isRegularFile(new StoreLayout(directory).marker());
  }

  /**
   * Opens a store.
   *
   * @param warnings told of faults in silk.conf that reading survives
   * @throws NoSuchFileException where there is no such directory
   * @throws UnsupportedFormatException where it is no store, or one of a newer version
   */
  public static WeftStore open(Path directory, WarningSink warnings) throws IOException {
    StoreLayout layout = new StoreLayout(directory);
    check(layout);
    return new WeftStore(layout, warnings);
  }

  /**
   * Makes an empty store, or nothing where there is one already.
   *
   * @throws IOException where the directory holds other things
   */
  @SuppressWarnings("try") // the lock is held, not used
  public static void create(Path directory) throws IOException {
    StoreLayout layout = new StoreLayout(directory);
    if (isStore(directory)) {
      check(layout);
      return;
    }
    try (StoreLock lock = lockMade(layout, 60_000)) {
      if (isStore(directory)) {
        check(layout);
        return;
      }
      String other = StoreLooks.firstStranger(layout);
      if (other != null) {
        Files.deleteIfExists(layout.lockFile());
        throw new IOException(
            "%s: holds '%s' and is no Weft store; name a new or empty directory for the store"
                .formatted(directory, other));
      }
      make(layout);
    }
  }

  /**
   * Locks a store whose folder is made if absent, also where a first import that failed removes it
   * meanwhile.
   *
   * @param millis to wait for the lock
   */
  public static StoreLock lockMade(StoreLayout layout, long millis) throws IOException {
    for (int attempt = 1; ; attempt++) {
      DurableFiles.makeFolders(layout.directory());
      try {
        return StoreLock.acquire(layout.lockFile(), millis);
      } catch (NoSuchFileException e) {
        if (attempt == LOCK_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Makes the store in its folder where it is none yet; the caller has locked it. */
  public static void make(StoreLayout layout) throws IOException {
    if (isStore(layout.directory())) {
      return;
    }
    Files.createDirectories(layout.flows());
    Files.createDirectories(layout.sets());
    Files.createDirectories(layout.maps());
    Files.createDirectories(layout.staging());
    Files.createDirectories(layout.ledger());
    String text = StoreLayout.MARKER + " " + StoreLayout.VERSION + "\n";
    DurableFiles.write(layout.marker(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static void check(StoreLayout layout) throws IOException {
    Path directory = layout.directory();
    if (!Files.exists(directory)) {
      throw new NoSuchFileException(
          directory.toString(), null, "no such directory; 'weft import' makes a store there");
    }
    if (!isStore(directory)) {
      throw new UnsupportedFormatException(
          directory.toString(), -1, "is no Weft store: " + StoreLooks.describe(directory));
    }
    byte[] bytes = FileFaults.readAll(layout.marker());
    String marker = new String(bytes, StandardCharsets.ISO_8859_1).strip();
    String wanted = StoreLayout.MARKER + " " + StoreLayout.VERSION;
    if (!marker.equals(wanted)) {
      throw new UnsupportedFormatException(
          layout.marker().toString(),
          0,
          "expected '%s', found '%s'; a store of another format version needs another Weft"
              .formatted(wanted, marker.substring(0, Math.min(40, marker.length()))));
    }
  }

  public StoreLayout layout() {
    return layout;
  }

  @Override
  public Path location() {
    return layout.directory();
  }

  @Override
  public Site site() {
    Known now = known;
    try {
      if (isStale(now)) {
        now = readSite();
        known = now;
      }
    } catch (IOException e) {
      warnings.warn(e.getMessage() + "; the names read before stay in use");
    }
    return now.site();
  }

  @Override
  public List<FlowFile> files(KeyBounds bounds, WarningSink sink) throws IOException {
    site(); // so that the names of partitions that came since are known
    SiteIds ids = known.ids();
    List<FlowFile> found = new ArrayList<>();
    HourFolders.visit(
        layout.flows(),
        bounds.times(),
        (hour, folder) -> addHour(hour, folder, bounds, ids, found, sink));
    return found;
  }

  /** What lies in every hour of the store, hours ascending; names are told, not ids. */
  void hours(HourVisitor visitor) throws IOException {
    HourFolders.visit(
        layout.flows(),
        LongRanges.ALL,
        (hour, folder) -> visitor.visit(hour, HourSegments.read(folder)));
  }

  /** Takes what lies in each hour's folder. */
  interface HourVisitor {
    /**
     * @param hour start of the folder's hour, ms since the epoch
     */
    void visit(long hour, HourSegments segments) throws IOException;
  }

  @Override
  public Closeable pin() {
    return ReaderPins.pin(layout.readersFile());
  }

  @Override
  public Path setsDirectory() {
    return layout.sets();
  }

  @Override
  public Path mapsDirectory() {
    return layout.maps();
  }

  @Override
  public void close() throws IOException {
    cache.close();
  }

  private void addHour(
      long hour, Path folder, KeyBounds bounds, SiteIds ids, List<FlowFile> found, WarningSink sink)
      throws IOException {
    List<SegmentFile> files = listings.list(folder).files(hour, ids, cache, sink);
    if (bounds.isAnyKey()) {
      found.addAll(files);
      return;
    }
    for (SegmentFile file : files) {
      if (bounds.sensors().contains(file.sensor())
          && bounds.flowtypes().contains(file.flowtype())) {
        found.add(file);
      }
    }
  }

  private boolean isStale(Known now) throws IOException {
    try {
      BasicFileAttributes file = Files.readAttributes(layout.siteFile(), BasicFileAttributes.class);
      return file.size() != now.bytes() || !file.lastModifiedTime().equals(now.changed());
    } catch (NoSuchFileException e) {
      return now.changed() != null;
    }
  }

  private Known readSite() throws IOException {
    Path file = layout.siteFile();
    BasicFileAttributes state;
    try {
      state = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return new Known(Site.EMPTY, new SiteIds(Site.EMPTY), null, 0);
    }
    Site site = SilkConf.read(file, warnings).site();
    return new Known(site, new SiteIds(site), state.lastModifiedTime(), state.size());
  }
}
