package dev.weft.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a directory that is no store looks like, for messages. */
final class StoreLooks {
  private StoreLooks() {}

  /** What it is instead, and what to do. */
  static String describe(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return "it is a file; import it with 'weft import STORE " + path + "'";
    }
    if (!Files.isDirectory(path)) {
      return "it is neither a directory nor a file";
    }
    if (Files.exists(path.resolve("silk.conf"))) {
      return "it has a silk.conf and looks like a SiLK data root; query it in place,"
          + " or import it with 'weft import STORE "
          + path
          + "'";
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      return entries.iterator().hasNext()
          ? "it lacks the file 'weft-store'; make a store with 'weft import DIR PATH...'"
          : "it is empty; fill it with 'weft import " + path + " PATH...'";
    }
  }

  /**
   * Name of an entry that a directory to become a store should not hold; null where there is none.
   * What a creation that was interrupted left behind is welcome, and so are sets, maps and a
   * silk.conf laid there beforehand.
   */
  static @Nullable String firstStranger(StoreLayout layout) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.directory())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean expected =
            switch (name) {
              case "silk.conf", "silk.conf.new", "lock", "sets", "pmaps", "views.sql" -> true;
              case "flows", "ledger", "staging" -> isEmpty(entry);
              default -> name.startsWith(StoreLayout.MARKER) || name.equals("lost+found");
            };
        if (!expected) {
          return name;
        }
      }
    }
    return null;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }
}
