package dev.weft.maintenance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long campaigns of docs/durability.md, in small. */
class CampaignsTest {
  @TempDir Path folder;

  @Test
  void damageAnywhereInASegmentIsFoundAndNeverGivesAWrongAnswer() throws Exception {
    String told = DamageCampaign.run(folder, 40, 7, 11);
    assertTrue(told.contains("all found"), told);
  }

  @Test
  void aFailingDiskLosesNothingAcknowledgedAndDoublesNothing() throws Exception {
    String told = FaultCampaign.run(folder, 1, System.nanoTime(), 149);
    assertTrue(told.contains("power cut"), told);
  }

  @Test
  void killedProcessesLoseNothingAcknowledged() throws Exception {
    KillCampaign.main(new String[] {"processes", folder.toString(), "3", "1"});
  }

  @Test
  void importersReadersCompactorsAndExpirerWorkTogether() throws Exception {
    String told = TogetherCampaign.run(folder.resolve("store"), 5);
    assertTrue(told.startsWith("5 s"), told);
  }
}
