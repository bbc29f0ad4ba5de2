package dev.weft.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Takes out of messages where on the server something stands: a client is told "sets/office.set",
 * not in which folder of which disk that is. Immutable.
 */
final class HiddenPlaces {
  private record Place(String path, String name) {}

  private final List<Place> places;

  /**
   * @param places folders and files that the server was told of; those for temporary files and the
   *     home of its user are known
   */
  HiddenPlaces(List<Path> places) {
    List<Path> all = new ArrayList<>(places);
    all.add(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    all.add(Path.of(System.getProperty("user.home", "/")));
    TreeSet<Place> known =
        new TreeSet<>(
            Comparator.comparingInt((Place p) -> -p.path().length()).thenComparing(Place::path));
    for (Path place : all) {
      Path absolute = place.toAbsolutePath();
      for (Path form : List.of(place, absolute, absolute.normalize(), real(absolute))) {
        if (form.getFileName() != null && (form.isAbsolute() || form.getNameCount() > 1)) {
          known.add(new Place(form.toString(), form.getFileName().toString()));
        }
      }
    }
    this.places = List.copyOf(known); // longer ones first
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  /**
   * The message without them.
   *
   * @param own what the client itself wrote: of that nothing is taken out, or it would tell by what
   *     is missing which of its guesses are right
   */
  String hidden(String message, CharSequence own) {
    String written = own.toString();
    String shown = message;
    for (Place place : places) {
      shown =
          written.contains(place.path())
              ? shown
              : shown
                  .replace(place.path() + File.separator, "")
                  .replace(place.path(), place.name());
    }
    return shown;
  }
}
