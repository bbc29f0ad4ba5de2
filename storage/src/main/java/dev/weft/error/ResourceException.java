package dev.weft.error;

/** A query that needs more of the machine than it may have; others go on. */
public final class ResourceException extends QueryException {
  private static final long serialVersionUID = 1L;

  /** What there is too little of. */
  public enum Resource {
    /** What a query may hold in memory, or the heap. */
    MEMORY,
    /** The folder of temporary files. */
    DISK
  }

  private final Resource resource;

  public ResourceException(Resource resource, String message) {
    super(message);
    this.resource = resource;
  }

  public ResourceException(Resource resource, String message, Throwable cause) {
    super(message, cause);
    this.resource = resource;
  }

  public Resource resource() {
    return resource;
  }
}
