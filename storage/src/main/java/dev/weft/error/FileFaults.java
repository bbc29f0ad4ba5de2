package dev.weft.error;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Gives the faults of open files, which the system tells without a name, the file's name. */
public final class FileFaults {
  private FileFaults() {}

  /** The fault with the file's name in front; as it is where it tells a file, or was no fault. */
  public static IOException named(Path file, IOException fault) {
    if (fault instanceof FileSystemException
        || fault instanceof CorruptFileException
        || fault instanceof ClosedChannelException) {
      return fault;
    }
    FileSystemException named =
        new FileSystemException(file.toString(), null, String.valueOf(fault.getMessage()));
    named.initCause(fault);
    return named;
  }

  /** All bytes of a file; a fault names it. */
  public static byte[] readAll(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw named(file, e);
    }
  }

  /**
   * Whether there is a folder. Unlike Files.isDirectory it does not take a disk that can't be read
   * for an empty one.
   */
  public static boolean isFolder(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
