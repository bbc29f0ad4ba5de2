package dev.weft.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the reference data that lies beside the checkout in {@code shared/}: SiLK's real files and
 * answers. Without it the tests that need it are reported as skipped.
 */
public final class SharedData {
  private SharedData() {}

  /** A file or folder below {@code shared/}. */
  public static Path path(String relative) {
    Path folder = folder();
    Assumptions.assumeTrue(folder != null, "no folder shared/ beside the checkout");
    Path path = folder.resolve(relative);
    Assumptions.assumeTrue(Files.exists(path), () -> path + " is not there");
    return path;
  }

  private static Path folder() {
    String named = System.getProperty("weft.shared");
    if (named != null) {
      return Path.of(named);
    }
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.exists(p.resolve("mvnw")) || Files.exists(p.resolve(".ci/run"))) {
        Path shared = p.resolveSibling("shared");
        return Files.isDirectory(shared) ? shared : null;
      }
    }
    return null;
  }
}
