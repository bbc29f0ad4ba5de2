package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.WarningSink;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportProgress;
import dev.weft.ingest.ImportResult;
import dev.weft.ingest.Importer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes the stores that whole-program tests ask. */
final class Stores {
  private Stores() {}

  /** Imports files into a store with a site file. */
  static Path imported(Path store, Path siteConfig, List<Path> files) throws IOException {
    Importer importer =
        new Importer(
            store,
            ImportOptions.defaults().withSiteFile(siteConfig),
            WarningSink.NONE,
            ImportProgress.NONE);
    ImportResult result = importer.importPaths(files, null);
    assertTrue(result.isComplete(), () -> result.failed() + " " + result.stopped());
    return store;
  }

  /** Lays SiLK files into a folder, with their site file. */
  static Path inPlace(Path folder, Path siteConfig, List<Path> files) throws IOException {
    Files.createDirectories(folder);
    link(siteConfig, folder.resolve("silk.conf"));
    for (Path file : files) {
      link(file, folder.resolve(file.getFileName().toString()));
    }
    return folder;
  }

  /** Links or copies every file of a folder into another. */
  static void fill(Path target, Path source) throws IOException {
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(source)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  link(file, target.resolve(file.getFileName().toString()));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  static void link(Path file, Path target) throws IOException {
    Files.deleteIfExists(target);
    try {
      Files.createLink(target, file);
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(file, target); // another file system, or no right to link there
    }
  }

  /** The self-contained driver, as the build has just packaged it. */
  static Path driverJar() {
    Path jar = Path.of("..", "jdbc-driver", "target", "weft-jdbc.jar").toAbsolutePath().normalize();
    assertEquals(true, Files.isRegularFile(jar), () -> jar + ": package jdbc-driver first");
    return jar;
  }
}
