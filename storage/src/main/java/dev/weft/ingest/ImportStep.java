package dev.weft.ingest;

import java.io.IOException;

/** The moments of an import at which a crash or a full disk would hurt most, in their order. */
enum ImportStep {
  /** The staging folder is made and its owner's lock taken. */
  STAGING_MADE,
  /** A segment is about to be written below staging. */
  SEGMENT_BEGUN,
  /** A segment lies complete below staging. */
  SEGMENT_WRITTEN,
  /** All segments of a commit lie below staging, the store is locked. */
  COMMIT_LOCKED,
  /** silk.conf knows all names of the commit. */
  SITE_WRITTEN,
  /** The manifest lies below staging: the commit counts. */
  MANIFEST_WRITTEN,
  /** One more segment lies in its hour's folder. */
  SEGMENT_MOVED,
  /** All segments lie in their hours' folders. */
  ALL_MOVED,
  /** The ledger names the sources. */
  LEDGER_WRITTEN,
  /** The manifest is gone: the commit is finished. */
  COMMIT_FINISHED;

  /** Told of each step; tests end the process or fill the disk there. */
  interface Listener {
    /** Lets every step pass. */
    Listener NONE = step -> {};

    /**
     * @throws IOException as the file system would at this step
     */
    void reached(ImportStep step) throws IOException;
  }
}
