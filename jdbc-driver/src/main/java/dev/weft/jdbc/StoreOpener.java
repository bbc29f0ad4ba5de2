package dev.weft.jdbc;

import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.store.FlowFile;
import dev.weft.store.FlowStore;
import dev.weft.store.KeyBounds;
import dev.weft.store.SilkRoot;
import dev.weft.store.WeftStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Opens whatever a user points at: a Weft store, a SiLK data root, a folder or a single file. */
public final class StoreOpener {
  private StoreOpener() {}

  /**
   * Opens a place of flows; nothing is written there. Closing the result frees it.
   *
   * @param options the silk.conf to use with SiLK's files, and folders of sets and maps other than
   *     the place's own
   * @throws NoSuchFileException where there is nothing at {@code location}
   */
  public static FlowStore open(Path location, SilkRoot.Options options, WarningSink warnings)
      throws IOException {
    if (!Files.exists(location)) {
      throw new NoSuchFileException(location.toString(), null, "there is no such file or folder");
    }
    return WeftStore.isStore(location)
        ? withFolders(WeftStore.open(location, warnings), options)
        : SilkRoot.openWith(location, options, warnings);
  }

  /** As {@link #open(Path, SilkRoot.Options, WarningSink)}, everything as it is found there. */
  public static FlowStore open(Path location, WarningSink warnings) throws IOException {
    return open(location, SilkRoot.Options.DEFAULTS, warnings);
  }

  private static FlowStore withFolders(FlowStore store, SilkRoot.Options options) {
    return options.sets() == null && options.maps() == null
        ? store
        : new OtherFolders(store, options);
  }

  /** A store with sets and maps that lie elsewhere. */
  private record OtherFolders(FlowStore store, SilkRoot.Options options) implements FlowStore {
    @Override
    public Path location() {
      return store.location();
    }

    @Override
    public Site site() {
      return store.site();
    }

    @Override
    public List<FlowFile> files(KeyBounds bounds, WarningSink warnings) throws IOException {
      return store.files(bounds, warnings);
    }

    @Override
    public Closeable pin() throws IOException {
      return store.pin();
    }

    @Override
    public Path setsDirectory() {
      return options.sets() == null ? store.setsDirectory() : options.sets();
    }

    @Override
    public Path mapsDirectory() {
      return options.maps() == null ? store.mapsDirectory() : options.maps();
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
