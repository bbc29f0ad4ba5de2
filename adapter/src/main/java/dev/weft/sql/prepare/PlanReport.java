package dev.weft.sql.prepare;

import dev.weft.scan.ScanStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a statement is answered, for people.
 *
 * @param plan a line an operator, inputs indented
 * @param run what running it touched; null where it was not run
 */
public record PlanReport(List<String> plan, @Nullable Run run) {
  /** What running a statement touched and took. */
  public record Run(long rows, Duration time, ScanStatistics statistics) {}

  public PlanReport {
    plan = List.copyOf(plan);
  }

  /** The report as text. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(plan);
    Run r = run;
    if (r != null) {
      ScanStatistics s = r.statistics();
      lines.add("");
      lines.add("rows returned: %,d in %,d ms".formatted(r.rows(), r.time().toMillis()));
      lines.add(
          "files: %,d in reach, %,d opened, %,d of these skipped by their statistics"
              .formatted(s.files.sum(), s.filesOpened.sum(), s.filesPruned.sum()));
      lines.add(
          "blocks: %,d, %,d skipped by their statistics, %,d answered from them"
              .formatted(s.blocks.sum(), s.blocksPruned.sum(), s.blocksFromStatistics.sum()));
      lines.add(
          "flows: %,d looked at, %,d passed".formatted(s.rowsScanned.sum(), s.rowsPassed.sum()));
      lines.add("bytes: %,d read, %,d spilled".formatted(s.bytesRead.sum(), s.bytesSpilled.sum()));
    }
    return lines;
  }
}
