package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProgressLineTest {
  @Test
  void tellsBytesWhereTheTotalIsOfBytes() {
    assertEquals(
        "importing 3.0 MB of 12.0 MB (25%), 7 flows, 1.0 MB/s, 9 s left",
        ProgressLine.text("importing", 3_000_000, 12_000_000, "7 flows", 3));
  }

  @Test
  void tellsThePartThatIsWorkedOn() {
    assertEquals(
        "compacting hour 3 of 8, 1,000 flows, 250/s, 12 s left",
        ProgressLine.partsText("compacting", "hour", 2, 8, 1000, 4));
  }

  @Test
  void tellsFlowsOfFlows() {
    assertEquals(
        "generating 2,000,000 of 6,000,000 flows, 1,000,000/s, 4 s left",
        ProgressLine.flowsText("generating", 2_000_000, 6_000_000, 2));
  }
}
