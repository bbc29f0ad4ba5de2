package dev.weft.maintenance;

import java.io.IOException;

/** The moments at which a crash or a full disk would hurt most, in their order for each work. */
enum MaintenanceStep {
  /** The staging folder is made. */
  STAGING_MADE,
  /** A merged segment is about to be written below staging. */
  MERGE_BEGUN,
  /** A merged segment lies complete below staging and was read back. */
  MERGE_WRITTEN,
  /** The store is locked, the merged segment is about to go in. */
  MERGE_LOCKED,
  /** The merged segment lies in its hour's folder: those that it was made of do not count. */
  MERGE_SWITCHED,
  /** One segment more that does not count is deleted. */
  REPLACED_DELETED,
  /** The store is locked, an hour is about to go. */
  EXPIRY_LOCKED,
  /** The hour's folder, or one segment of it, lies below staging. */
  EXPIRY_MOVED,
  /** What was moved below staging is deleted. */
  EXPIRY_DELETED,
  /** The sound flows of a damaged segment lie in a segment of their own below staging. */
  REPAIR_WRITTEN,
  /** The store is locked, what is damaged is about to be set aside. */
  REPAIR_LOCKED,
  /** The damaged segment lies in the folder of damaged ones, too. */
  REPAIR_MOVED,
  /** What is sound of it lies in the hour's folder, in its place. */
  REPAIR_SWITCHED;

  /** Told of each step; tests end the process or fill the disk there. */
  interface Listener {
    /** Lets every step pass. */
    Listener NONE = step -> {};

    /**
     * @throws IOException as the file system would at this step
     */
    void reached(MaintenanceStep step) throws IOException;
  }
}
