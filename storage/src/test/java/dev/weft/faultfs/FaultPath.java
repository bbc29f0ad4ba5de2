package dev.weft.faultfs;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A real path whose files are reached through a {@link FaultFileSystem}. */
final class FaultPath implements Path {
  private final FaultFileSystem system;
  private final Path real;

  FaultPath(FaultFileSystem system, Path real) {
    this.system = system;
    this.real = real;
  }

  /** The path on the real file system. */
  static Path real(Path path) {
    return path instanceof FaultPath p ? p.real : path;
  }

  Path real() {
    return real;
  }

  private @Nullable Path wrap(@Nullable Path path) {
    return path == null ? null : new FaultPath(system, path);
  }

  private Path here(Path path) {
    return new FaultPath(system, path);
  }

  @Override
  public FaultFileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return real.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return wrap(real.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return wrap(real.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return wrap(real.getParent());
  }

  @Override
  public int getNameCount() {
    return real.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return here(real.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return here(real.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return real.startsWith(real(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return real.endsWith(real(other));
  }

  @Override
  public Path normalize() {
    return here(real.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return here(real.resolve(real(other)));
  }

  @Override
  public Path relativize(Path other) {
    return here(real.relativize(real(other)));
  }

  @Override
  public URI toUri() {
    return real.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return here(real.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return here(real.toRealPath(options));
  }

  @Override
  public File toFile() {
    return real.toFile();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return real.compareTo(real(other));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FaultPath p && real.equals(p.real);
  }

  @Override
  public int hashCode() {
    return real.hashCode();
  }

  @Override
  public String toString() {
    return real.toString();
  }
}
