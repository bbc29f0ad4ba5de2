package dev.weft.server;

import dev.weft.error.WarningSink;
import dev.weft.generate.GeneratedFlows;
import dev.weft.generate.TrafficGenerator;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportProgress;
import dev.weft.ingest.Importer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Stores to serve. */
final class TestStore {
  private TestStore() {}

  /** A store of generated traffic of two days and two sensors. */
  static Path generated(Path folder, long flows) throws IOException {
    Importer importer =
        new Importer(folder, ImportOptions.defaults(), WarningSink.NONE, ImportProgress.NONE);
    try (GeneratedFlows traffic =
        GeneratedFlows.of(
            new TrafficGenerator.Settings(
                flows, 2, 2, 7, LocalDate.of(2026, 3, 7).toEpochDay() * 86_400_000L))) {
      importer.importFlows("generate", traffic);
    }
    return folder;
  }

  /** A server of a store, on a free port of this machine, without users or limits of its own. */
  static WeftServer served(Path store) throws Exception {
    return WeftServer.start(ServerOptions.local("jdbc:weft:" + store, 0, new StringBuffer()));
  }
}
