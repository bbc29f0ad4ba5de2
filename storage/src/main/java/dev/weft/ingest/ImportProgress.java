package dev.weft.ingest;

/** Told how an import goes, some ten times a second, by the importing thread. */
@FunctionalInterface
public interface ImportProgress {
  /** Tells nobody. */
  ImportProgress NONE = (done, total, flows, seconds) -> {};

  /**
   * @param bytesDone bytes of the sources read so far
   * @param bytesTotal bytes of all sources; -1 where that is not known (yet)
   * @param flows flows read so far; fewer are in the store
   * @param seconds since the beginning
   */
  void progress(long bytesDone, long bytesTotal, long flows, double seconds);
}
