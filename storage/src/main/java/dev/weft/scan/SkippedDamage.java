package dev.weft.scan;

import dev.weft.batch.Zone;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.store.FlowFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one scan leaves out because it is damaged: the first files are told one by one, all of them
 * in one line at the end. Safe for several threads.
 */
final class SkippedDamage {
  /** Files that get a line of their own. */
  private static final int TOLD = 3;

  private static final long HOUR = 3_600_000;

  private final WarningSink warnings;
  private long files;
  private long closedFiles; // of which nothing is known
  private long blocks;
  private long flows;
  private boolean someUnknown;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  SkippedDamage(WarningSink warnings) {
    this.warnings = warnings;
  }

  /** A file that can't be opened. */
  synchronized void file(FlowFile file, String why) {
    closedFiles++;
    if (file.hour() != FlowFile.UNKNOWN_HOUR) {
      span(file.hour(), file.hour() + HOUR - 1);
    }
    tell("skipped: " + why);
  }

  /** The rest of a file of which blocks could be read. */
  synchronized void rest(String why) {
    tell("the rest is skipped: " + why);
  }

  /** A block that is not read to its end. */
  synchronized void block(ScanFile file, int block) {
    blocks++;
    long rows = file.open.rows(block);
    if (rows < 0) {
      someUnknown = true;
    } else {
      flows += rows;
    }
    Zone starts = file.open.zone(block, FlowColumn.STIME);
    if (starts.minLow() > Long.MIN_VALUE && starts.maxLow() < Long.MAX_VALUE) {
      span(starts.minLow(), starts.maxLow());
    }
  }

  private void span(long from, long to) {
    first = Math.min(first, from);
    last = Math.max(last, to);
  }

  private void tell(String line) {
    if (++files <= TOLD) {
      warnings.warn(line);
    }
  }

  /** Tells what was left out of the answer, if anything was; once the scan is over. */
  synchronized void tellAll() {
    if (files == 0) {
      return;
    }
    List<String> parts = new ArrayList<>();
    if (closedFiles > 0) {
      parts.add(number(closedFiles, "file") + " as a whole");
    }
    if (blocks > 0) {
      parts.add(
          number(blocks, "block")
              + (closedFiles > 0 ? " of others" : "")
              + (someUnknown
                  ? ", of flows that nobody counted"
                  : " with up to " + number(flows, "flow")));
    }
    String span =
        first > last ? "" : "; what is missing starts from " + time(first) + " to " + time(last);
    String more = files > TOLD ? " (and " + number(files - TOLD, "file") + " not named above)" : "";
    warnings.warn(
        "the answer lacks what is damaged in "
            + number(files, "file")
            + more
            + ": "
            + String.join(", ", parts)
            + span
            + "; weft verify names it all");
    files = 0;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static String number(long n, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
  }
}
