package dev.weft.ingest;

import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.silk.SilkConf;
import dev.weft.store.WeftStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files to import, one at a time, in the order of their paths: those the user named, and
 * everything in the folders named. Links are followed, into each folder once; Weft stores in a
 * folder are left alone, and refused where they are named. Not thread-safe.
 */
final class SourceFinder {
  private final Deque<ImportSource> first;
  private final Deque<Path> waiting = new ArrayDeque<>();
  private final Set<Path> named = new HashSet<>();
  private final Set<Path> entered = new HashSet<>(); // real paths of folders
  private final Map<Path, Site> sites = new HashMap<>(); // by silk.conf
  private final Map<Path, @Nullable Path> siteFiles = new HashMap<>(); // by folder
  private final @Nullable Path siteFile;
  private final WarningSink warnings;

  /**
   * @param first sources that need not be found; delivered first
   * @param siteFile the silk.conf for all files; null: the one nearest to each
   */
  SourceFinder(
      List<ImportSource> first, List<Path> paths, @Nullable Path siteFile, WarningSink warnings) {
    this.first = new ArrayDeque<>(first);
    waiting.addAll(paths);
    named.addAll(paths);
    this.siteFile = siteFile;
    this.warnings = warnings;
  }

  /**
   * The next source; null where there is none left.
   *
   * @throws IOException where a path can't be read; the next call goes on behind it
   */
  @Nullable ImportSource next() throws IOException {
    if (!first.isEmpty()) {
      return first.remove();
    }
    while (!waiting.isEmpty()) {
      Path path = waiting.remove();
      if (!Files.isDirectory(path)) {
        if (!Files.exists(path)) {
          throw new NoSuchFileException(path.toString(), null, "no such file or directory");
        }
        boolean isNamed = named.contains(path);
        if (isNamed || !path.endsWith("silk.conf")) {
          return new FileSource(path, Files.size(path), isNamed);
        }
      } else if (named.contains(path) && isInStore(path)) {
        throw new IOException(
            path + ": a Weft store is no source; name the SiLK files or text that it was made of");
      } else if (WeftStore.isStore(path)) {
        warnings.warn(path + ": a Weft store is no source; not imported");
      } else if (entered.add(path.toRealPath())) {
        enter(path);
      }
    }
    return null;
  }

  private static boolean isInStore(Path folder) throws IOException {
    for (Path p = folder.toRealPath(); p != null; p = p.getParent()) {
      if (WeftStore.isStore(p)) {
        return true;
      }
    }
    return false;
  }

  private void enter(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (Stream<Path> list = Files.list(folder)) {
      list.forEach(entries::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    entries.sort(null);
    for (int i = entries.size() - 1; i >= 0; i--) {
      waiting.addFirst(entries.get(i));
    }
  }

  /** Sum of the sizes of all files below some paths; what can't be read counts 0. */
  static long totalBytes(List<Path> paths) {
    long total = 0;
    for (Path path : paths) {
      try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
        total += all.mapToLong(p -> Files.isRegularFile(p) ? p.toFile().length() : 0).sum();
      } catch (IOException | UncheckedIOException e) {
        continue; // only a figure for the progress
      }
    }
    return total;
  }

  /** The site of a file: the one named for all, the nearest above it, or else the store's. */
  private Site siteOf(Path file, Site storeSite) throws IOException {
    Path conf = siteFile != null ? siteFile : nearest(file.toAbsolutePath().getParent());
    if (conf == null) {
      return storeSite;
    }
    Site site = sites.get(conf);
    if (site == null) {
      site = SilkConf.read(conf, warnings).site();
      sites.put(conf, site);
    }
    return site;
  }

  private @Nullable Path nearest(@Nullable Path folder) {
    if (folder == null) {
      return null;
    }
    if (!siteFiles.containsKey(folder)) {
      Path conf = folder.resolve("silk.conf");
      siteFiles.put(folder, Files.isRegularFile(conf) ? conf : nearest(folder.getParent()));
    }
    return siteFiles.get(folder);
  }

  /** A file. */
  private final class FileSource implements ImportSource {
    private final Path path;
    private final long bytes;
    private final boolean isNamed;

    FileSource(Path path, long bytes, boolean isNamed) {
      this.path = path;
      this.bytes = bytes;
      this.isNamed = isNamed;
    }

    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public boolean isRepeatable() {
      return Files.isRegularFile(path);
    }

    @Override
    public boolean isNamed() {
      return isNamed;
    }

    @Override
    public Opened open(Site storeSite, WarningSink sink) throws IOException {
      InputStream in = Files.newInputStream(path);
      Site site;
      try {
        site = siteOf(path, storeSite);
      } catch (IOException | RuntimeException e) {
        try (in) {
          throw e;
        }
      }
      return SourceOpener.open(in, name(), site, sink);
    }
  }
}
