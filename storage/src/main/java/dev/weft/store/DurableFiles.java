package dev.weft.store;

import dev.weft.error.FileFaults;
import dev.weft.partition.Flush;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Files that survive a power cut once a call returns. */
public final class DurableFiles {
  private static final boolean WINDOWS = File.separatorChar == '\\';

  private DurableFiles() {}

  /** Makes a file with this content or replaces the one there, all of it or nothing. */
  public static void write(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeAll(channel, content);
      Flush.toDisk(channel);
    } catch (IOException e) {
      deleteHalf(fresh, e);
      throw FileFaults.named(fresh, e);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(file.toAbsolutePath().getParent());
  }

  private static void deleteHalf(Path fresh, IOException failure) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Appends lines to a file that is made if absent; a line that an earlier crash cut short is ended
   * before.
   */
  public static void append(Path file, byte[] lines) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      boolean cut = end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
      channel.position(end);
      if (cut) {
        writeAll(channel, new byte[] {'\n'});
      }
      writeAll(channel, lines);
      Flush.toDisk(channel);
      if (end == 0) {
        syncFolder(file.toAbsolutePath().getParent());
      }
    } catch (IOException e) {
      throw FileFaults.named(file, e);
    }
  }

  /** Makes folders where they are missing, down to {@code folder}, each one lasting. */
  public static void makeFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    } catch (NoSuchFileException e) {
      if (parent == null) {
        throw e;
      }
      makeFolders(parent);
      makeFolders(folder);
    }
    syncFolder(parent);
  }

  /** Makes the names in a folder last. */
  public static void syncFolder(@Nullable Path folder) throws IOException {
    if (WINDOWS || folder == null) {
      return; // Windows opens no folders, and orders renames itself
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      Flush.toDisk(channel);
    } catch (IOException e) {
      throw FileFaults.named(folder, e);
    }
  }

  /** Makes a file's content last. */
  public static void syncFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Flush.toDisk(channel);
    } catch (IOException e) {
      throw FileFaults.named(file, e);
    }
  }

  private static void writeAll(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(content);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }
}
