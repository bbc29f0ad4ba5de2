package dev.weft.ingest;

import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.store.DurableFiles;
import dev.weft.store.SealedLines;
import dev.weft.store.StoreLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a commit does, as its manifest tells: which segments go where, and what the ledger gets.
 * From the moment the manifest has its name the commit counts; {@link #apply} may be broken off at
 * any point and begun again.
 *
 * <p>The manifest is text, a line an item, fields separated by tabs:
 *
 * <pre>
 * weft-commit 1
 * segment FILE HOUR NAME BYTES     FILE in the commit's folder becomes NAME in the folder of HOUR
 * source DAY LINE                  the ledger of DAY gets LINE
 * end CHECKSUM                     CRC-32C of all lines before, in hex
 * </pre>
 */
record StagedCommit(int number, List<Move> moves, List<Ledger.Entry> entries) {
  static final String PREFIX = "commit-";

  private static final String FIRST_LINE = "weft-commit 1";
  private static final String LAST_LINE = "end";

  /** A segment's way from staging to its hour's folder. */
  record Move(String file, long hour, String name, long bytes) {}

  /** Makes the commit count. */
  void write(Path staging) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(FIRST_LINE);
    for (Move m : moves) {
      lines.add("segment\t%s\t%d\t%s\t%d".formatted(m.file(), m.hour(), m.name(), m.bytes()));
    }
    for (Ledger.Entry e : entries) {
      lines.add("source\t" + e.day() + "\t" + e.line());
    }
    String body = String.join("\n", lines) + "\n";
    String text = body + LAST_LINE + "\t" + SealedLines.checksum(body) + "\n";
    DurableFiles.write(staging.resolve(PREFIX + number), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The commits of a staging folder that count and are not finished, in their order. */
  static List<StagedCommit> readAll(Path staging) throws IOException {
    List<StagedCommit> commits = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(staging, PREFIX + "*")) {
      for (Path file : entries) {
        String number = file.getFileName().toString().substring(PREFIX.length());
        if (!number.isEmpty() && number.chars().allMatch(Character::isDigit)) {
          commits.add(read(file, Integer.parseInt(number)));
        }
      }
    }
    commits.sort((a, b) -> Integer.compare(a.number(), b.number()));
    return commits;
  }

  private static StagedCommit read(Path file, int number) throws IOException {
    List<String> lines = SealedLines.read(file);
    int n = lines.size();
    String body = String.join("\n", lines.subList(0, Math.max(0, n - 1))) + "\n";
    if (n < 2
        || !lines.get(0).equals(FIRST_LINE)
        || !lines.get(n - 1).equals(LAST_LINE + "\t" + SealedLines.checksum(body))) {
      throw new CorruptFileException(
          file.toString(),
          0,
          "expected lines from '%s' to '%s' and their checksum, found a damaged manifest; restore it, or move %s elsewhere: of its import those segments count then that lie in flows/"
              .formatted(FIRST_LINE, LAST_LINE, file.getParent()));
    }
    List<Move> moves = new ArrayList<>();
    List<Ledger.Entry> entries = new ArrayList<>();
    for (String line : lines.subList(1, n - 1)) {
      String[] f = line.split("\t", 3);
      String[] rest = f.length < 3 ? new String[0] : f[2].split("\t", -1);
      try {
        if (f[0].equals("segment") && rest.length == 3) {
          moves.add(new Move(f[1], Long.parseLong(rest[0]), rest[1], Long.parseLong(rest[2])));
          continue;
        }
        Ledger.Entry entry =
            f[0].equals("source") ? Ledger.Entry.parse(Long.parseLong(f[1]), f[2]) : null;
        if (entry != null) {
          entries.add(entry);
          continue;
        }
      } catch (NumberFormatException e) {
        throw badLine(file, line);
      }
      throw badLine(file, line);
    }
    return new StagedCommit(number, moves, entries);
  }

  private static CorruptFileException badLine(Path file, String line) {
    return new CorruptFileException(
        file.toString(), -1, "expected a segment or a source, found '" + line + "'");
  }

  /** Brings about all that the commit says and removes its manifest; the store is locked. */
  void apply(StoreLayout layout, Path staging, ImportStep.Listener steps) throws IOException {
    Path source = staging.resolve(String.valueOf(number));
    Set<Path> folders = new LinkedHashSet<>();
    for (Move m : moves) {
      Path folder = layout.hourFolder(m.hour());
      if (folders.add(folder)) {
        DurableFiles.makeFolders(folder);
      }
      Path from = source.resolve(m.file());
      Path target = folder.resolve(m.name());
      if (Files.exists(from)) {
        Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
      } else if (!Files.exists(target)) {
        throw new CorruptFileException(
            target.toString(),
            -1,
            "expected here or as " + from + " by a commit that counts, found at neither place");
      }
      steps.reached(ImportStep.SEGMENT_MOVED);
    }
    for (Path folder : folders) {
      DurableFiles.syncFolder(folder);
    }
    steps.reached(ImportStep.ALL_MOVED);
    new Ledger(layout, WarningSink.NONE).add(entries);
    steps.reached(ImportStep.LEDGER_WRITTEN);
    Files.delete(staging.resolve(PREFIX + number));
    DurableFiles.syncFolder(staging);
    steps.reached(ImportStep.COMMIT_FINISHED);
  }
}
