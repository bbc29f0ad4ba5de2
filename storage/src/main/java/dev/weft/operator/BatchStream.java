package dev.weft.operator;

import dev.weft.batch.Batch;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Batches of a running query. For one thread; closing it early stops the query's workers. */
public interface BatchStream extends Closeable {
  /**
   * The next batch, valid until the following call; null at the end.
   *
   * @throws dev.weft.error.QueryException where the query can't be answered
   * @throws IOException where a file can't be read
   */
  @Nullable Batch next() throws IOException;

  @Override
  void close();
}
