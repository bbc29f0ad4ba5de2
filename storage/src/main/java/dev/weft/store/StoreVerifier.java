package dev.weft.store;

import dev.weft.error.WarningSink;
import dev.weft.partition.PartitionChecker;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Reads every byte of a store and tells what is wrong with it: damaged files, files in the wrong
 * place, strays, remains of killed imports. Changes nothing.
 */
public final class StoreVerifier {
  /** Told how far it is, by several threads. */
  @FunctionalInterface
  public interface Progress {
    /** Tells nobody. */
    Progress NONE = (files, filesTotal, flows) -> {};

    /**
     * @param files files done
     * @param filesTotal all files
     * @param flows flows read so far
     */
    void progress(long files, long filesTotal, long flows);
  }

  /**
   * What a verification came to.
   *
   * @param files files of flows that were read
   * @param flows flows in them
   * @param faults findings that cost flows
   * @param findings all findings
   */
  public record Report(long files, long flows, long faults, long findings) {
    public boolean isSound() {
      return faults == 0;
    }
  }

  private final Consumer<StoreFinding> findings;
  private final Progress progress;
  private final AtomicLong filesDone = new AtomicLong();
  private final AtomicLong flows = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();
  private final AtomicLong found = new AtomicLong();

  private StoreVerifier(Consumer<StoreFinding> findings, Progress progress) {
    this.findings = findings;
    this.progress = progress;
  }

  /**
   * Verifies a Weft store or SiLK's files.
   *
   * @param threads how many at most read files at once
   * @param depth how much of a Weft store's segments is looked at; SiLK's files have no checksums
   *     and are always decoded
   * @param findings told of each finding, by one thread at a time
   * @throws IOException where a folder can't be listed
   */
  @SuppressWarnings("try") // the pin is held, not used
  public static Report verify(
      FlowStore store,
      int threads,
      PartitionChecker.Depth depth,
      Consumer<StoreFinding> findings,
      Progress progress)
      throws IOException {
    StoreVerifier verifier = new StoreVerifier(findings, progress);
    try (Closeable pin = store.pin()) {
      verifier.verify(store, threads, depth);
    }
    return new Report(
        verifier.filesDone.get(),
        verifier.flows.get(),
        verifier.faults.get(),
        verifier.found.get());
  }

  private void verify(FlowStore store, int threads, PartitionChecker.Depth depth)
      throws IOException {
    if (store instanceof WeftStore weft) {
      checkAll(new StrayFinder(weft, depth, this::report).findSegments(), threads);
      LedgerCheck.run(weft.layout(), this::report);
    } else {
      List<FileCheck> checks = new ArrayList<>();
      for (FlowFile file : store.files(KeyBounds.ALL, WarningSink.NONE)) {
        checks.add(new SilkFileCheck(file, store.site()));
      }
      checkAll(checks, threads);
    }
  }

  /** Checks one file. */
  interface FileCheck {
    /**
     * @param rows told of flows as they are read
     */
    void run(LongConsumer rows, Consumer<StoreFinding> findings) throws IOException;
  }

  private void checkAll(List<FileCheck> checks, int threads) throws IOException {
    long total = checks.size();
    FileTasks.forEach(
        checks,
        threads,
        (i, check) -> {
          check.run(
              rows -> progress.progress(filesDone.get(), total, flows.addAndGet(rows)),
              this::report);
          progress.progress(filesDone.incrementAndGet(), total, flows.get());
        });
  }

  private synchronized void report(StoreFinding finding) {
    found.incrementAndGet();
    if (finding.isFault()) {
      faults.incrementAndGet();
    }
    findings.accept(finding);
  }
}
