package dev.weft.faultfs;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of a {@link FaultFileSystem}, one at a time. */
final class FaultProvider extends FileSystemProvider {
  private final FaultFileSystem system;

  FaultProvider(FaultFileSystem system) {
    this.system = system;
  }

  /** What the journal is told after the real thing was done. */
  interface Note {
    void in(DiskJournal journal);
  }

  void note(Note note) {
    DiskJournal journal = system.journal;
    if (journal != null) {
      note.in(journal);
    }
  }

  synchronized void before(DiskOperation operation, Path path) throws IOException {
    system.faults().before(operation, FaultPath.real(path));
  }

  int length(DiskOperation operation, int asked) {
    return asked < 1 ? asked : system.faults().length(operation, asked);
  }

  @Override
  public String getScheme() {
    return "fault";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return system.path(Path.of(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public synchronized FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path real = FaultPath.real(path);
    if (options.contains(StandardOpenOption.APPEND)) {
      throw new UnsupportedOperationException("APPEND");
    }
    boolean makes =
        !Files.exists(real)
            && (options.contains(StandardOpenOption.CREATE)
                || options.contains(StandardOpenOption.CREATE_NEW));
    before(makes ? DiskOperation.CREATE : DiskOperation.OPEN, path);
    FileChannel channel = FileChannel.open(real, options, attributes);
    if (makes) {
      note(j -> j.created(real, false));
    } else if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)
        && options.contains(StandardOpenOption.WRITE)) {
      note(j -> j.cut(real, 0));
    }
    return new FaultChannel(this, real, channel, system.journal);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    before(DiskOperation.LIST, folder);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(FaultPath.real(folder))) {
      for (Path p : all) {
        Path wrapped = system.path(p);
        if (filter.accept(wrapped)) {
          found.add(wrapped);
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public java.util.Iterator<Path> iterator() {
        return found.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized void createDirectory(Path folder, FileAttribute<?>... attributes)
      throws IOException {
    Path real = FaultPath.real(folder);
    before(DiskOperation.MAKE_FOLDER, folder);
    Files.createDirectory(real, attributes);
    note(j -> j.created(real, true));
  }

  @Override
  public synchronized void createLink(Path link, Path existing) throws IOException {
    Path name = FaultPath.real(link);
    Path file = FaultPath.real(existing);
    before(DiskOperation.LINK, link);
    Files.createLink(name, file);
    note(j -> j.linked(name, file));
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    Path real = FaultPath.real(path);
    before(DiskOperation.DELETE, path);
    Files.delete(real);
    note(j -> j.deleted(real));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    if (List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
      Files.deleteIfExists(target);
    }
    Files.write(
        target,
        Files.readAllBytes(source),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
  }

  @Override
  public synchronized void move(Path source, Path target, CopyOption... options)
      throws IOException {
    Path from = FaultPath.real(source);
    Path to = FaultPath.real(target);
    before(DiskOperation.RENAME, source);
    Files.move(from, to, options);
    note(j -> j.renamed(from, to));
  }

  @Override
  public boolean isSameFile(Path a, Path b) throws IOException {
    return Files.isSameFile(FaultPath.real(a), FaultPath.real(b));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return Files.isHidden(FaultPath.real(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return Files.getFileStore(FaultPath.real(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    look(path);
    Path real = FaultPath.real(path);
    real.getFileSystem().provider().checkAccess(real, modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return Files.getFileAttributeView(FaultPath.real(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    look(path);
    return Files.readAttributes(FaultPath.real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    look(path);
    return Files.readAttributes(FaultPath.real(path), names, options);
  }

  /** A look at what isn't there fails as it does, whatever else goes wrong. */
  private void look(Path path) throws IOException {
    Path real = FaultPath.real(path);
    if (!Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(real.toString());
    }
    before(DiskOperation.LOOK, path);
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options)
      throws IOException {
    Files.setAttribute(FaultPath.real(path), name, value, options);
  }
}
