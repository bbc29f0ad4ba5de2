package dev.weft.scan;

import dev.weft.batch.Batch;
import dev.weft.store.FlowFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flows that pass a scan, batch by batch, always in the same order: that of the files, and of
 * the flows in each. For one thread; closing it stops its helpers.
 *
 * <p>The first blocks are read on the caller's thread, so that a small question starts no threads
 * and a LIMIT reads little. A longer scan goes on with {@link ReadAhead}.
 */
public final class FlowStream implements Closeable {
  private static final int ROWS_ALONE = 128 * 1024;
  private static final int FILES_ALONE = 4;

  private final ScanJob job;
  private final List<FlowFile> files;
  private final BlockReader reader;
  private final Closeable pin;
  private @Nullable ScanFile file; // with blocks left to read
  private int nextBlock; // index into file.blocks
  private boolean inBlock;
  private @Nullable ReadAhead ahead;
  private boolean closed;
  private int filesOpened;

  /** Takes over what keeps the files readable. */
  FlowStream(ScanJob job, List<FlowFile> files, Closeable pin) {
    this.pin = pin;
    this.job = job;
    this.files = files;
    this.reader = new BlockReader(job);
  }

  /**
   * The next flows, at least one selected; valid until the following call. Null at the end.
   *
   * @throws IOException where a file can't be read
   * @throws dev.weft.error.QueryException where the query is cancelled or a value does not compute
   */
  public @Nullable Batch next() throws IOException {
    while (!closed) {
      if (ahead != null) {
        return ahead.next();
      }
      if (inBlock) {
        Batch batch = reader.next();
        if (batch != null) {
          return batch;
        }
        endBlock();
      } else if (file != null) {
        if (longEnough()) {
          readAhead();
        } else {
          reader.open(file, file.blocks[nextBlock]);
          inBlock = true;
        }
      } else if (filesOpened < files.size()) {
        if (longEnough()) {
          readAhead();
        } else {
          file = job.open(files.get(filesOpened++), reader.matcher());
          nextBlock = 0;
        }
      } else {
        return null;
      }
    }
    throw new IllegalStateException("the stream is closed");
  }

  private boolean longEnough() {
    return job.options.threads() > 1
        && (reader.rowsRead() > ROWS_ALONE || filesOpened >= FILES_ALONE);
  }

  /** Hands over what is left to read. */
  private void readAhead() {
    ahead = new ReadAhead(job, files, filesOpened, file, nextBlock);
    file = null;
  }

  private void endBlock() throws IOException {
    ScanFile from = file;
    inBlock = false;
    if (from == null) {
      return;
    }
    if (++nextBlock == from.blocks.length) {
      file = null;
    }
    try {
      reader.close();
    } finally {
      from.release();
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    ScanFile left = file;
    file = null;
    try (pin) {
      reader.close();
    } finally {
      try {
        if (left != null) {
          left.release(left.blocks.length - nextBlock);
        }
      } finally {
        try {
          if (ahead != null) {
            ahead.close();
          }
        } finally {
          job.damage.tellAll();
        }
      }
    }
  }
}
