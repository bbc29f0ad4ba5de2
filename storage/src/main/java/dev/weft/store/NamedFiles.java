package dev.weft.store;

import dev.weft.error.QueryException;
import dev.weft.error.Spelling;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of a directory by their names without extension, read when first asked for and again when
 * they change. Safe for several threads.
 */
final class NamedFiles<T> {
  /** Reads a file. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Path file) throws IOException;
  }

  private record Content<T>(FileTime modified, long size, T value) {}

  /** Of a store's names in a message. */
  private static final int MOST_NAMED = 10;

  private final Path directory;
  private final String what;
  private final List<String> extensions;
  private final Reader<T> reader;
  private final Map<Path, Content<T>> contents = new ConcurrentHashMap<>();

  /**
   * @param what the kind of thing, for messages
   * @param extensions with their dots
   */
  NamedFiles(Path directory, String what, List<String> extensions, Reader<T> reader) {
    this.directory = directory;
    this.what = what;
    this.extensions = List.copyOf(extensions);
    this.reader = reader;
  }

  /**
   * The content of the file of a name.
   *
   * @throws QueryException where there is none, naming those that exist, or where it can't be read
   */
  T get(String name) {
    Path file = find(name);
    if (file == null) {
      TreeSet<String> names = new TreeSet<>(names().keySet());
      throw new QueryException(
          "there is no " + what + " '" + name + "' in " + directory + "; " + held(name, names));
    }
    return content(file);
  }

  private static String held(String name, Set<String> names) {
    if (names.size() <= MOST_NAMED) {
      return names.isEmpty() ? "it holds none" : "it holds " + String.join(", ", names);
    }
    return "it holds "
        + names.size()
        + ", of which the nearest are "
        + String.join(", ", Spelling.nearest(name, names, MOST_NAMED));
  }

  /**
   * The file of a name; null if there is none.
   *
   * @throws QueryException where there are several: nobody knows which of them is the right one
   */
  @Nullable Path find(String name) {
    if (name.isEmpty()
        || name.indexOf('/') >= 0
        || name.indexOf('\\') >= 0
        || name.indexOf('\0') >= 0) {
      return null;
    }
    Path found = null;
    for (String extension : extensions) {
      Path file;
      try {
        file = directory.resolve(name + extension);
      } catch (InvalidPathException e) {
        return null; // letters that this system's file names can't have
      }
      if (Files.isRegularFile(file)) {
        if (found != null) {
          throw new QueryException(
              "the %s '%s' is there twice, as %s and %s; rename one of them"
                  .formatted(what, name, found.getFileName(), file.getFileName()));
        }
        found = file;
      }
    }
    return found;
  }

  /** Files by name, ascending. */
  Map<String, Path> names() {
    Map<String, Path> names = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path file : stream) {
        String name = file.getFileName().toString();
        for (String extension : extensions) {
          if (name.endsWith(extension) && name.length() > extension.length()) {
            names.putIfAbsent(name.substring(0, name.length() - extension.length()), file);
          }
        }
      }
    } catch (NoSuchFileException e) {
      return names;
    } catch (IOException e) {
      throw new QueryException(directory + ": the directory can't be listed: " + e, e);
    }
    return names;
  }

  /** What a file holds now. */
  T content(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Content<T> known = contents.get(file);
      if (known != null
          && known.size == now.size()
          && known.modified.equals(now.lastModifiedTime())) {
        return known.value;
      }
      Content<T> read = new Content<>(now.lastModifiedTime(), now.size(), reader.read(file));
      contents.put(file, read);
      return read.value;
    } catch (IOException e) {
      throw new QueryException("the " + what + " can't be read: " + e.getMessage(), e);
    }
  }
}
