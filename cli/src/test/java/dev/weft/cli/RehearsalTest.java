package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @TempDir Path folder;

  /** A rehearsal that fails leaves no archive of classes: every start would be slow, unsaid. */
  @Test
  void goesThroughToItsEnd() {
    assertDoesNotThrow(() -> Rehearsal.askAll(folder.resolve("store")));
  }
}
