package dev.weft.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process holds of a folder's files, and of temporary files: handles and mappings. */
final class OpenFiles {
  private final String folder;

  OpenFiles(Path folder) throws IOException {
    this.folder = folder.toRealPath() + "/";
  }

  /** Names of what is held, each as often as it is. */
  List<String> held() throws IOException {
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"));
        Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return Stream.concat(handles.map(OpenFiles::target), maps)
          .filter(name -> name.contains(folder) || name.contains(".spill"))
          .sorted()
          .toList();
    }
  }

  /** Nothing is held; threads that close may need a moment. */
  void requireNone(String after) throws IOException, InterruptedException {
    for (int i = 0; i < 50 && !held().isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertEquals(List.of(), held(), after);
  }

  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }
}
