package dev.weft.faultfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A real file, read and written as its {@link FaultFileSystem} likes. */
final class FaultChannel extends FileChannel {
  private final FaultProvider provider;
  private final Path path;
  private final FileChannel real;
  private final int node; // the journal's name for the file; -1 without a journal

  FaultChannel(FaultProvider provider, Path path, FileChannel real, @Nullable DiskJournal journal) {
    this.provider = provider;
    this.path = path;
    this.real = real;
    this.node = journal == null ? -1 : journal.node(path);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int n = read(target, real.position());
    if (n > 0) {
      real.position(real.position() + n);
    }
    return n;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (targets[i].hasRemaining()) {
        return read(targets[i]);
      }
    }
    return 0;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    provider.before(DiskOperation.READ, path);
    int limit = target.limit();
    int length = provider.length(DiskOperation.READ, target.remaining());
    target.limit(target.position() + length);
    try {
      return real.read(target, position);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int n = write(source, real.position());
    real.position(real.position() + n);
    return n;
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (sources[i].hasRemaining()) {
        return write(sources[i]);
      }
    }
    return 0;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    synchronized (provider) {
      provider.before(DiskOperation.WRITE, path);
      int length = provider.length(DiskOperation.WRITE, source.remaining());
      byte[] bytes = new byte[length];
      source.get(bytes);
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        real.write(rest, position + rest.position());
      }
      provider.note(j -> j.wrote(node, position, bytes));
      return length;
    }
  }

  @Override
  public void force(boolean metaData) throws IOException {
    synchronized (provider) {
      provider.before(DiskOperation.FLUSH, path);
      provider.note(j -> j.flushed(node));
    }
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    real.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    synchronized (provider) {
      provider.before(DiskOperation.WRITE, path);
      real.truncate(size);
      provider.note(j -> j.cut(path, size));
    }
    return this;
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    provider.before(DiskOperation.LOCK, path);
    return real.lock(position, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    provider.before(DiskOperation.LOCK, path);
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }
}
