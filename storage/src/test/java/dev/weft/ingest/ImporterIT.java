package dev.weft.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.silk.SilkConf;
import dev.weft.silk.SilkFlowFile;
import dev.weft.store.WeftStore;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole imports, compared flow by flow with what SiLK's files hold. */
class ImporterIT {
  @TempDir Path folder;

  private ImportResult importInto(Path store, ImportOptions options, Path... paths)
      throws IOException {
    return new Importer(store, options, WarningSink.NONE, ImportProgress.NONE)
        .importPaths(List.of(paths), null);
  }

  private static FlowMultiset decode(Path root, Site site) throws IOException {
    FlowMultiset all = new FlowMultiset();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path p : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(p) && !p.endsWith("silk.conf")) {
          try (OpenFlowFile file = SilkFlowFile.open(p, site, WarningSink.NONE)) {
            all.add(file, site);
          }
        }
      }
    }
    return all;
  }

  private void importsWhole(Path root, long flows) throws IOException {
    Path store = folder.resolve("store");
    ImportResult result = importInto(store, ImportOptions.defaults(), root);
    assertNull(result.stopped());
    assertEquals(0, result.failed().count(), () -> result.failed().toString());
    assertEquals(flows, result.flows());
    Site site = SilkConf.read(root.resolve("silk.conf"), WarningSink.NONE).site();
    FlowMultiset expected = decode(root, site);
    try (WeftStore opened = WeftStore.open(store, WarningSink.NONE)) {
      FlowMultiset found = FlowMultiset.of(opened);
      assertEquals(flows, found.flows());
      assertEquals(expected.lines(), found.lines());
      assertEquals(site.sensors(), opened.site().sensors());
      assertEquals(site.types(), opened.site().types());
    }
  }

  @Test
  void aDataRootOfCapturesGoesInWhole() throws IOException {
    importsWhole(SharedData.path("captures/silk/data"), 37_341);
  }

  @Test
  void theCorpusRepositoryGoesInWhole() throws IOException {
    Path root = SharedData.path("silk/corpus/repo");
    Site site = SilkConf.read(root.resolve("silk.conf"), WarningSink.NONE).site();
    importsWhole(root, decode(root, site).flows());
  }
}
