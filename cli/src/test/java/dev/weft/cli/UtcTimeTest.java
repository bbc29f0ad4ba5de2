package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-01, 2026-11-01T00:00:00Z",
    "2026-11-01T06, 2026-11-01T06:00:00Z",
    "2026-11-01 06:30, 2026-11-01T06:30:00Z",
    "2026-11-01T06:30:15Z, 2026-11-01T06:30:15Z",
    "2026/11/01:06, 2026-11-01T06:00:00Z",
    "2024-2-29, 2024-02-29T00:00:00Z",
  })
  void datesOfBothKindsAreRead(String text, String expected) {
    assertEquals(Instant.parse(expected).toEpochMilli(), UtcTime.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "20261101",
        "2026-11",
        "2026-13-01",
        "2026-02-30",
        "2026-11-01T25",
        "2026-11/01",
        "01.11.2026",
        "26-11-01",
        "2026-11-01T06:0",
        "-2026-11-01",
        "2026-11-01x"
      })
  void nonsenseIsRefusedByName(String text) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> UtcTime.parse(text)).getMessage());
    assertEquals("'" + text + "' is no date", message.substring(0, text.length() + 13), message);
  }

  @Test
  void minutesAreTold() {
    assertEquals("2026-11-01 06:00", UtcTime.minute(UtcTime.parse("2026-11-01T06")));
  }
}
