package dev.weft.faultfs;

/** What code asks of a file system. */
public enum DiskOperation {
  OPEN,
  CREATE,
  READ,
  WRITE,
  FLUSH,
  RENAME,
  DELETE,
  MAKE_FOLDER,
  LINK,
  LIST,
  LOOK,
  LOCK;

  /** True where a full disk refuses it. */
  public boolean takesSpace() {
    return switch (this) {
      case CREATE, WRITE, MAKE_FOLDER, LINK -> true;
      case OPEN, READ, FLUSH, RENAME, DELETE, LIST, LOOK, LOCK -> false;
    };
  }
}
