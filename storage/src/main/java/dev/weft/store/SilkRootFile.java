package dev.weft.store;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.silk.HeaderEntry;
import dev.weft.silk.SilkFlowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.StringJoiner;

/** A SiLK flow file, as far as its path tells. */
record SilkRootFile(Path path, long hour, int sensor, int flowtype, Site site) implements FlowFile {
  private static final long HOUR_MS = 3_600_000;

  @Override
  public long bytes() throws IOException {
    return Files.size(path);
  }

  @Override
  public OpenFlowFile open(WarningSink warnings) throws IOException {
    SilkFlowFile file = SilkFlowFile.open(path, site, warnings);
    HeaderEntry.PackedFile said = file.header().first(HeaderEntry.PackedFile.class);
    if (said != null && !file.header().isLegacy()) {
      warnIfMisplaced(said, warnings);
    }
    return file;
  }

  /** A file in the wrong place is read as what it says itself (SiLK); the user should know. */
  private void warnIfMisplaced(HeaderEntry.PackedFile said, WarningSink warnings) {
    StringJoiner differences = new StringJoiner(", ");
    if (hour != UNKNOWN_HOUR && said.hour() - Math.floorMod(said.hour(), HOUR_MS) != hour) {
      differences.add(
          "hour " + Instant.ofEpochMilli(hour) + " against " + Instant.ofEpochMilli(said.hour()));
    }
    if (sensor >= 0 && sensor != said.sensor()) {
      differences.add(
          "sensor " + site.sensorLabel(sensor) + " against " + site.sensorLabel(said.sensor()));
    }
    if (flowtype >= 0 && flowtype != said.flowtype()) {
      differences.add(
          "type " + site.typeLabel(flowtype) + " against " + site.typeLabel(said.flowtype()));
    }
    if (differences.length() > 0) {
      warnings.warn(path + ": the path says other than the header, which counts: " + differences);
    }
  }
}
