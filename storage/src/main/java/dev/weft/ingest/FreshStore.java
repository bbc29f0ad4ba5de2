package dev.weft.ingest;

import dev.weft.store.DurableFiles;
import dev.weft.store.StoreLayout;
import dev.weft.store.StoreLock;
import dev.weft.store.WeftStore;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The store of an import that may be its first: a first import that fails leaves nothing behind, as
 * an empty store would answer every question as if there had been no flows.
 */
final class FreshStore {
  private final StoreLayout layout;
  private final boolean madeStore;
  private final boolean madeFolder;

  private FreshStore(StoreLayout layout, boolean madeStore, boolean madeFolder) {
    this.layout = layout;
    this.madeStore = madeStore;
    this.madeFolder = madeFolder;
  }

  /** Makes the store if absent. */
  static FreshStore create(StoreLayout layout) throws IOException {
    boolean madeFolder = !Files.exists(layout.directory());
    boolean madeStore = !WeftStore.isStore(layout.directory());
    WeftStore.create(layout.directory());
    return new FreshStore(layout, madeStore, madeFolder);
  }

  /**
   * Removes the store again where this import made it and neither it nor another has put or is
   * putting anything in. Sets, maps and a site file that lay there before stay.
   */
  @SuppressWarnings("try") // the lock is held, not used
  void removeIfEmpty() throws IOException {
    if (!madeStore) {
      return;
    }
    try (StoreLock lock = Staging.lock(layout)) {
      for (Path folder : List.of(layout.staging(), layout.flows(), layout.ledger())) {
        if (!isEmpty(folder)) {
          return;
        }
        DurableFiles.syncFolder(folder); // a full folder without a marker is no place for a store
      }
      Files.delete(layout.marker()); // first: what is left of a removal cut short is no store
      for (Path folder : List.of(layout.staging(), layout.flows(), layout.ledger())) {
        Files.delete(folder);
      }
      deleteIfEmpty(layout.sets());
      deleteIfEmpty(layout.maps());
      Files.delete(layout.lockFile()); // another first import that waits for it makes it anew
      if (madeFolder) {
        deleteIfEmpty(layout.directory());
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return; // someone's sets, maps or site file
    }
  }
}
