package dev.weft.faultfs;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The default file system with every operation counted, let through or failed by {@link Faults},
 * and, where asked for, written down in a {@link DiskJournal}. Code reaches it by its paths alone:
 *
 * <pre>Path store = new FaultFileSystem(faults, null).path(folder.resolve("store"));</pre>
 */
public final class FaultFileSystem extends FileSystem {
  private final FaultProvider provider;
  private final Faults faults;
  final @Nullable DiskJournal journal;
  private final FileSystem base = FileSystems.getDefault();

  public FaultFileSystem(Faults faults, @Nullable DiskJournal journal) {
    this.provider = new FaultProvider(this);
    this.faults = faults;
    this.journal = journal;
  }

  /** A real path, reached through this file system. */
  public Path path(Path real) {
    return new FaultPath(this, real);
  }

  Faults faults() {
    return faults;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return base.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return base.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return base.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(base.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = base.getPathMatcher(pattern);
    return path -> matcher.matches(FaultPath.real(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return base.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
