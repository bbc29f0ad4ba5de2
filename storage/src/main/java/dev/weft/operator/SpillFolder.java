package dev.weft.operator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** The folder of temporary files. Safe for several threads. */
final class SpillFolder {
  private static final String PREFIX = "weft-";
  private static final String SUFFIX = ".spill";

  /** A name lives for an instant; what is older was left by a process killed in it. */
  private static final Duration OLD = Duration.ofMinutes(10);

  private final Path path;
  private final Clock clock;
  private final AtomicBoolean swept = new AtomicBoolean();

  SpillFolder(Path path, Clock clock) {
    this.path = path;
    this.clock = clock;
  }

  /** The folder that Java is told to use. */
  static SpillFolder ofProcess() {
    return new SpillFolder(Path.of(System.getProperty("java.io.tmpdir")), Clock.systemUTC());
  }

  Path path() {
    return path;
  }

  /** A new file, open and without a name. */
  FileChannel open() throws IOException {
    Path file = Files.createTempFile(path, PREFIX, SUFFIX);
    try {
      return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Deletes what killed processes left, the first time it is called. */
  void sweepOnce() {
    if (swept.compareAndSet(false, true)) {
      sweep();
    }
  }

  private void sweep() {
    Instant old = clock.instant().minus(OLD);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, PREFIX + "*" + SUFFIX)) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // another process swept at the same time, or the file is another user's: it may stay
    }
  }
}
