package dev.weft.store;

import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A place that holds flows: a Weft store, a SiLK data root, a folder or single file of SiLK
 * records. Safe for use by several threads; never written through this interface.
 */
public interface FlowStore extends Closeable {
  /** The directory or file that the user named. */
  Path location();

  /** Sensors, classes and types. */
  Site site();

  /**
   * Lists the files whose hour, type and sensor may lie within the bounds, hours ascending. Opens
   * none of them, and lists only directories that the bounds allow.
   */
  List<FlowFile> files(KeyBounds bounds, WarningSink warnings) throws IOException;

  /**
   * Keeps the files that are listed from now on readable, also those that a compaction replaces.
   * Best held from before {@link #files} until they are read.
   *
   * @return closed by the caller, once they need not be readable any more
   */
  default Closeable pin() throws IOException {
    return () -> {};
  }

  /** Directory of named IP sets; it need not exist. */
  Path setsDirectory();

  /** Directory of prefix maps; it need not exist. */
  Path mapsDirectory();
}
