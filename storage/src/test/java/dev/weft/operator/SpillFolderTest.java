package dev.weft.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir private Path folder;

  private SpillFolder spills() {
    return new SpillFolder(folder, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private void file(String name, Duration age) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  @Test
  void anOpenFileHasNoName() throws IOException {
    try (FileChannel channel = spills().open()) {
      assertEquals(Set.of(), names());
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
      assertEquals(3, channel.size());
    }
  }

  @Test
  void whatKilledProcessesLeftIsDeletedAndNothingElse() throws IOException {
    file("weft-1.spill", Duration.ofDays(2));
    file("weft-2.spill", Duration.ofMinutes(1)); // may be opened this instant
    file("other.spill", Duration.ofDays(2));
    file("weft-3.txt", Duration.ofDays(2));
    spills().sweepOnce();
    assertEquals(Set.of("weft-2.spill", "other.spill", "weft-3.txt"), names());
  }

  @Test
  void aFolderThatIsNotThereIsNoFaultOfTheSweep() {
    new SpillFolder(folder.resolve("absent"), Clock.systemUTC()).sweepOnce();
  }
}
