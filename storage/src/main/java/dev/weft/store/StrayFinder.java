package dev.weft.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Walks all of a Weft store and tells what does not belong there. */
final class StrayFinder {
  private final StoreLayout layout;
  private final WeftStore store;
  private final Consumer<StoreFinding> findings;

  StrayFinder(WeftStore store, Consumer<StoreFinding> findings) {
    this.store = store;
    this.layout = store.layout();
    this.findings = findings;
  }

  /** Reports strays and remains, and returns the segments to be checked, hours ascending. */
  List<StoreVerifier.FileCheck> findSegments() throws IOException {
    List<StoreVerifier.FileCheck> segments = new ArrayList<>();
    Set<Path> known = new HashSet<>();
    store.hours(
        (hour, found) -> {
          for (HourSegments.Segment s : found.current()) {
            if (Files.isRegularFile(s.file())) {
              segments.add(new SegmentCheck(s.file(), hour, s.name()));
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
    findStrays(known);
    findLeftovers();
    return segments;
  }

  private void findStrays(Set<Path> known) throws IOException {
    if (!Files.isDirectory(layout.flows())) {
      return;
    }
    try (Stream<Path> all = Files.walk(layout.flows())) {
      all.filter(p -> !Files.isDirectory(p) && !known.contains(p))
          .forEach(
              p -> {
                SegmentName name = SegmentName.parse(String.valueOf(p.getFileName()));
                String what =
                    name == null
                        ? "expected segments only, found another file; queries do not read it"
                        : "a segment outside the folders of hours; queries do not read it";
                StoreFinding.Kind kind =
                    name == null ? StoreFinding.Kind.STRAY : StoreFinding.Kind.MISPLACED;
                findings.accept(new StoreFinding(kind, p, name == null ? 0 : -1, p + ": " + what));
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void findLeftovers() throws IOException {
    if (!Files.isDirectory(layout.staging())) {
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
    }
  }

  /** True where an import that is at work owns the folder. */
  private static boolean isAlive(Path staging) throws IOException {
    Path owner = staging.resolve("owner");
    if (!Files.isRegularFile(owner)) {
      return false;
    }
    StoreLock lock = StoreLock.tryAcquire(owner);
    if (lock == null) {
      return true;
    }
    lock.close();
    return false;
  }
}
