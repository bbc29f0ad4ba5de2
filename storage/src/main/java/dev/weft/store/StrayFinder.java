package dev.weft.store;

import dev.weft.error.FileFaults;
import dev.weft.partition.PartitionChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks all of a Weft store and tells what does not belong there. */
final class StrayFinder {
  private final StoreLayout layout;
  private final WeftStore store;
  private final PartitionChecker.Depth depth;
  private final Consumer<StoreFinding> findings;

  StrayFinder(WeftStore store, PartitionChecker.Depth depth, Consumer<StoreFinding> findings) {
    this.store = store;
    this.depth = depth;
    this.layout = store.layout();
    this.findings = findings;
  }

  /** Reports strays and remains, and returns the segments to be checked, hours ascending. */
  List<StoreVerifier.FileCheck> findSegments() throws IOException {
    List<Path> files = filesOfFlows(); // listed before the hours: what comes later is no stray
    List<StoreVerifier.FileCheck> segments = new ArrayList<>();
    Set<Path> known = new HashSet<>();
    store.hours(
        (hour, found) -> {
          for (HourSegments.Segment s : found.current()) {
            if (Files.isRegularFile(s.file())) {
              segments.add(new SegmentCheck(s.file(), hour, s.name(), depth));
              known.add(s.file());
            }
          }
          for (HourSegments.Segment s : found.replaced()) {
            known.add(s.file());
            findings.accept(
                new StoreFinding(
                    StoreFinding.Kind.LEFTOVER,
                    s.file(),
                    0,
                    s.file() + ": was merged into another segment; the next compact removes it"));
          }
        });
    findStrays(files, known);
    findLeftovers();
    return segments;
  }

  /** All files below the folder of flows, while others bring some and take some. */
  private List<Path> filesOfFlows() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        layout.flows(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return goOn(e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            return e == null ? FileVisitResult.CONTINUE : goOn(e);
          }
        });
    return files;
  }

  /** Goes on where a file was compacted or expired meanwhile. */
  private static FileVisitResult goOn(IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  private void findStrays(List<Path> files, Set<Path> known) {
    for (Path p : files) {
      if (known.contains(p) || !Files.exists(p, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      SegmentName name = SegmentName.parse(String.valueOf(p.getFileName()));
      String what =
          name == null
              ? "expected segments only, found another file; queries do not read it"
              : "a segment outside the folders of hours; queries do not read it";
      StoreFinding.Kind kind = name == null ? StoreFinding.Kind.STRAY : StoreFinding.Kind.MISPLACED;
      findings.accept(new StoreFinding(kind, p, name == null ? 0 : -1, p + ": " + what));
    }
  }

  private void findLeftovers() throws IOException {
    if (!FileFaults.isFolder(layout.staging())) {
      return;
    }
    try (Stream<Path> all = Files.list(layout.staging())) {
      for (Path left : (Iterable<Path>) all::iterator) {
        if (!isAlive(left)) {
          findings.accept(
              new StoreFinding(
                  StoreFinding.Kind.LEFTOVER,
                  left,
                  0,
                  left + ": an import was killed; the next import removes or finishes this"));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** True where an import that is at work owns the folder. */
  private static boolean isAlive(Path staging) throws IOException {
    Path owner = staging.resolve("owner");
    if (!Files.isRegularFile(owner)) {
      return false;
    }
    try (StoreLock lock = StoreLock.tryAcquire(owner)) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return true; // it lived: it has just removed its folder
    }
  }
}
