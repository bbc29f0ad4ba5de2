package dev.weft.ingest;

import dev.weft.batch.FlowSource;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something to import: a file, standard input, or flows that a program makes. */
interface ImportSource {
  /** How messages and the ledger call it. */
  String name();

  /** Bytes as stored; -1 where only reading tells. */
  long bytes();

  /** True where it can be opened a second time. */
  boolean isRepeatable();

  /** True where the user named it; false where it was found in a folder. */
  boolean isNamed();

  /**
   * Opens it.
   *
   * @param storeSite the store's names, for a source that has no site of its own
   * @throws NoFlowsException where it is of a kind that holds no flows
   */
  Opened open(Site storeSite, WarningSink warnings) throws IOException;

  /**
   * An open source.
   *
   * @param content what passes of its bytes; null where it has none
   */
  record Opened(FlowSource flows, @Nullable ContentDigest content) implements Closeable {
    @Override
    public void close() throws IOException {
      flows.close();
    }
  }
}
