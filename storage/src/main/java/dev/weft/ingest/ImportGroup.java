package dev.weft.ingest;

import dev.weft.flow.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sources that are committed together, and the segments that hold their flows. The reading thread
 * fills it and then hands it to the committing thread; encoders add segments all along.
 */
final class ImportGroup {
  private final int number;
  private final Path folder;
  private final long begun = System.nanoTime();
  private final List<SourceUnit> units = new ArrayList<>();
  private final Set<Site> sites = new LinkedHashSet<>();
  private final List<CompletableFuture<?>> work = new ArrayList<>();
  private final ConcurrentLinkedQueue<StagedSegment> segments = new ConcurrentLinkedQueue<>();
  private long rows;

  /**
   * @param folder where its segments are staged
   */
  ImportGroup(int number, Path folder) {
    this.number = number;
    this.folder = folder;
  }

  int number() {
    return number;
  }

  Path folder() {
    return folder;
  }

  /** Adds a source that was read to its end, with the names that it brought. */
  void add(SourceUnit unit) {
    units.add(unit);
    sites.add(unit.site());
    rows += unit.flows();
  }

  /** Adds work that must be done before the group can be committed. */
  void add(CompletableFuture<?> task) {
    work.add(task);
  }

  void add(StagedSegment segment) {
    segments.add(segment);
  }

  List<SourceUnit> units() {
    return units;
  }

  /** Sites of the sources, each once. */
  Set<Site> sites() {
    return sites;
  }

  Iterable<StagedSegment> segments() {
    return segments;
  }

  boolean isEmpty() {
    return units.isEmpty() && work.isEmpty();
  }

  /** Flows of the sources read to their ends. */
  long rows() {
    return rows;
  }

  long ageMillis() {
    return (System.nanoTime() - begun) / 1_000_000;
  }

  /** Completes when every segment is written, or with the first failure. */
  CompletableFuture<Void> written() {
    return CompletableFuture.allOf(work.toArray(new CompletableFuture<?>[0]));
  }
}
