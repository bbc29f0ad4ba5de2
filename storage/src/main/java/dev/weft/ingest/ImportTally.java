package dev.weft.ingest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of the sources. Safe for several threads. */
final class ImportTally {
  private final Refusals skipped = new Refusals();
  private final Refusals noFlows = new Refusals();
  private final Refusals failed = new Refusals();
  private long files;
  private long flows;
  private long sourceBytes;
  private long storeBytes;
  private long segments;

  private static final class Refusals {
    private final List<ImportResult.Refused> first = new ArrayList<>();
    private long count;

    void add(String source, String reason) {
      count++;
      if (first.size() < ImportResult.Sources.MOST_NAMED) {
        first.add(new ImportResult.Refused(source, reason));
      }
    }

    ImportResult.Sources sources() {
      return new ImportResult.Sources(count, first);
    }
  }

  synchronized void skip(String source, String reason) {
    skipped.add(source, reason);
  }

  synchronized void noFlows(String source, String reason) {
    noFlows.add(source, reason);
  }

  synchronized void fail(String source, String reason) {
    failed.add(source, reason);
  }

  /** Counts what a commit brought into the store. */
  synchronized void committed(Iterable<SourceUnit> units, StagedCommit commit) {
    for (SourceUnit u : units) {
      files++;
      flows += u.flows();
      sourceBytes += u.bytes();
    }
    segments += commit.moves().size();
    for (StagedCommit.Move m : commit.moves()) {
      storeBytes += m.bytes();
    }
  }

  synchronized ImportResult result(
      double seconds, ImportResult.Phases phases, @Nullable String stopped) {
    return new ImportResult(
        files,
        flows,
        sourceBytes,
        storeBytes,
        segments,
        skipped.sources(),
        noFlows.sources(),
        failed.sources(),
        seconds,
        phases,
        stopped);
  }
}
