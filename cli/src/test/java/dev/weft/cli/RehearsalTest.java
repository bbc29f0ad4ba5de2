package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

class RehearsalTest {
  /** A rehearsal that fails leaves no archive of classes: every start would be slow, unsaid. */
  @Test
  void goesThroughToItsEnd() {
    assertDoesNotThrow(() -> Rehearsal.main(new String[0]));
  }
}
