package dev.weft.ingest;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Faults as one line for people. */
final class SourceFault {
  private SourceFault() {}

  /** The file that a fault is of, as far as it tells. */
  static String source(Throwable t) {
    return t instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
  }

  static String text(Throwable t) {
    String message = t.getMessage();
    if (t instanceof FileSystemException f && f.getFile() != null) {
      String reason = f.getReason();
      if (reason == null) {
        reason =
            t instanceof AccessDeniedException
                ? "permission denied"
                : t instanceof NoSuchFileException ? "no such file or directory" : "can't be used";
      }
      return f.getFile() + ": " + reason;
    }
    return message == null ? t.getClass().getSimpleName() : message;
  }

  /** As {@link #text(Throwable)}, with the source's name in front where it lacks it. */
  static String text(Throwable t, String source) {
    String text = text(t);
    return text.contains(source) ? text : source + ": " + text;
  }
}
