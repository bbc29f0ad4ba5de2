package dev.weft.faultfs;

import java.io.IOException;
import java.nio.file.Path;

/** Decides what goes wrong; called with the file system locked, before the real thing is done. */
public interface Faults {
  /** Nothing goes wrong. */
  Faults NONE = (operation, path) -> {};

  /**
   * @throws IOException where this one fails
   */
  void before(DiskOperation operation, Path path) throws IOException;

  /**
   * How many bytes one call moves.
   *
   * @param asked at least 1
   * @return 1 to {@code asked}
   */
  default int length(DiskOperation operation, int asked) {
    return asked;
  }
}
