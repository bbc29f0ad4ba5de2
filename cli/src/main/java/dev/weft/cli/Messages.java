package dev.weft.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Tells the user what went wrong: one line, and the stack trace only on demand. */
final class Messages {
  private Messages() {}

  /** Prints a failure; returns the exit status for it. */
  static int report(Throwable failure, boolean debug) {
    if (failure instanceof ClosedOutputException) {
      return 0; // whoever read the results has seen enough
    }
    System.err.println("weft: " + describe(failure));
    if (debug) {
      failure.printStackTrace();
    }
    return 1;
  }

  /** Prints what the user should know although work goes on. */
  static void warn(String message) {
    System.err.println("weft: warning: " + oneLine(message));
  }

  /** One line. */
  static String describe(Throwable failure) {
    String message = oneLine(failure.getMessage());
    if (failure instanceof NoSuchFileException e && e.getReason() == null) {
      return message + ": there is no such file or folder";
    } else if (failure instanceof AccessDeniedException e && e.getReason() == null) {
      return message + ": you may not access it";
    } else if (failure instanceof FileAlreadyExistsException e && e.getReason() == null) {
      return message + ": exists already";
    } else if (failure instanceof FileSystemException && !message.isEmpty()) {
      return message;
    } else if (failure instanceof OutOfMemoryError) {
      return "memory ran out (" + message + "); give Java more by WEFT_JAVA_OPTIONS=-Xmx...";
    } else if (message.isEmpty()) {
      return failure.getClass().getSimpleName();
    } else if (failure instanceof RuntimeException
        && failure.getClass() != RuntimeException.class
        && failure.getClass().getPackageName().startsWith("java.")
        && !(failure instanceof IllegalArgumentException)) {
      return failure.getClass().getSimpleName() + ": " + message;
    }
    return message;
  }

  /** The text without line ends. */
  static String oneLine(@Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
