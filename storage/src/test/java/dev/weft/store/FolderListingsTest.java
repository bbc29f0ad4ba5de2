package dev.weft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weft.partition.PartitionCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderListingsTest {
  @TempDir Path folder;
  private final FolderListings listings = new FolderListings(new PartitionCache(1 << 20, 4));

  private List<String> names() throws IOException {
    return listings.list(folder).segments().stream()
        .map(e -> e.file().getFileName().toString())
        .toList();
  }

  private void add(String name) throws IOException {
    Files.createFile(folder.resolve(name));
  }

  private void rest() throws IOException {
    FileTime hourAgo = FileTime.fromMillis(System.currentTimeMillis() - 3_600_000);
    Files.setLastModifiedTime(folder, hourAgo);
  }

  @Test
  void folderAtRestIsListedOnce() throws IOException {
    add("all.in.S1.a.weft");
    rest();
    assertSame(listings.list(folder), listings.list(folder));
  }

  @Test
  void folderJustChangedIsListedAgain() throws IOException {
    add("all.in.S1.a.weft");
    assertNotSame(listings.list(folder), listings.list(folder));
  }

  @Test
  void newFileShowsAtOnce() throws IOException {
    add("all.in.S1.b.weft");
    rest();
    assertEquals(List.of("all.in.S1.b.weft"), names());
    add("all.in.S1.a.weft");
    assertEquals(List.of("all.in.S1.a.weft", "all.in.S1.b.weft"), names());
    add("all.in.S1.c.weft"); // in the same moment, which a time stamp may not tell apart
    assertEquals(3, names().size());
  }

  @Test
  void deletedFileAndFolderAreNoticedAtOnce() throws IOException {
    add("all.in.S1.a.weft");
    add("all.in.S1.b.weft");
    rest();
    assertEquals(2, names().size());
    Files.delete(folder.resolve("all.in.S1.a.weft"));
    assertEquals(List.of("all.in.S1.b.weft"), names());
    Files.delete(folder.resolve("all.in.S1.b.weft"));
    Files.delete(folder);
    assertEquals(List.of(), names());
    Files.createDirectory(folder);
    add("all.in.S1.c.weft");
    assertEquals(List.of("all.in.S1.c.weft"), names());
  }
}
