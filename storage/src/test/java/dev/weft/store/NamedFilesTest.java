package dev.weft.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.error.QueryException;
import dev.weft.error.WarningSink;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFilesTest {
  @TempDir Path folder;

  @Test
  void setsAreFoundByNameInBothFormsAndReadOnce() throws IOException {
    NamedSets sets = new NamedSets(SharedData.path("silk-suite/data/sets"), WarningSink.NONE);
    assertEquals(484, addresses(sets.set("mailers")));
    assertEquals(2625, addresses(sets.set("web-servers")));
    assertEquals(2625, addresses(sets.set("web-servers-v6")));
    assertEquals(
        IpRanges.ofPrefix(IpAddress.parse("10.252.0.0"), 96 + 14), sets.set("outside-top"));
    assertEquals(2, sets.set("dns-servers").count());
    assertEquals(
        IpRanges.ofPrefix(IpAddress.parse("192.168.192.0"), 96 + 18), sets.set("inside-top"));
    assertSame(sets.set("mailers"), sets.set("mailers"));
    assertEquals(
        Set.of(
            "inside-top",
            "inside-top-v6",
            "mailers",
            "web-servers",
            "web-servers-v6",
            "outside-top",
            "outside-top-v6",
            "dns-servers"),
        sets.names());
  }

  private static long addresses(IpRanges set) {
    return set.ranges().stream().mapToLong(r -> r.high().low() - r.low().low() + 1).sum();
  }

  @Test
  void aSetThatChangesIsReadAgain() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "10.0.0.1\n");
    NamedSets sets = new NamedSets(folder, WarningSink.NONE);
    IpRanges before = sets.set("a");
    Files.writeString(file, "10.0.0.1\n10.0.0.9\n");
    assertNotSame(before, sets.set("a"));
    assertEquals(2, sets.set("a").count());
  }

  @Test
  void ofManyNamesThoseNearestAreListed() throws IOException {
    NamedSets sets = new NamedSets(folder, WarningSink.NONE);
    for (int i = 100; i < 140; i++) {
      Files.writeString(folder.resolve("office-" + i + ".txt"), "10.0.0.1\n");
    }
    Files.writeString(folder.resolve("mailers.txt"), "10.0.0.1\n");
    assertMessage(
        "there is no IP set 'mailer' in "
            + folder
            + "; it holds 41, of which the nearest are mailers, office-100, office-101, office-102,"
            + " office-103, office-104, office-105, office-106, office-107, office-108",
        () -> sets.set("mailer"));
  }

  @Test
  void anUnknownNameIsAnErrorThatListsThoseThatExist() throws IOException {
    NamedSets sets = new NamedSets(folder, WarningSink.NONE);
    assertMessage("there is no IP set 'x' in " + folder + "; it holds none", () -> sets.set("x"));
    Files.writeString(folder.resolve("b.txt"), "10.0.0.1\n");
    Files.writeString(folder.resolve("a.set"), "10.0.0.1\n");
    Files.writeString(folder.resolve("notes.md"), "words");
    assertMessage(
        "there is no IP set '../b' in " + folder + "; it holds a, b", () -> sets.set("../b"));
    NamedSets nowhere = new NamedSets(folder.resolve("nowhere"), WarningSink.NONE);
    assertMessage(
        "there is no IP set 'x' in " + folder.resolve("nowhere") + "; it holds none",
        () -> nowhere.set("x"));
  }

  @Test
  void aNameOfTwoFilesIsAnErrorThatNamesBoth() throws IOException {
    NamedSets sets = new NamedSets(folder, WarningSink.NONE);
    Files.writeString(folder.resolve("b.txt"), "10.0.0.1\n");
    Files.writeString(folder.resolve("b.set"), "10.0.0.2\n");
    assertMessage(
        "the IP set 'b' is there twice, as b.set and b.txt; rename one of them",
        () -> sets.set("b"));
  }

  @Test
  void aDamagedSetIsAnErrorThatNamesTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("b.txt"), "10.0.0.1\nwords\n");
    NamedSets sets = new NamedSets(folder, WarningSink.NONE);
    assertMessage(
        "the IP set can't be read: "
            + file
            + ": line 2: 'words' is no address pattern:"
            + " an IPv4 wildcard has four parts joined by dots, found 1",
        () -> sets.set("b"));
  }

  @Test
  void mapsAndTheCountryMapAreFoundByName() throws IOException {
    Path pmaps = SharedData.path("silk-suite/data/pmaps");
    NamedMaps maps = new NamedMaps(pmaps, WarningSink.NONE);
    assertSame(maps.map("ip-map"), maps.map("ip-map"));
    assertEquals("--", maps.countryMap().label(maps.countryMap().codeOf("--")));
    NamedMaps empty = new NamedMaps(folder, WarningSink.NONE);
    assertMessage(
        "there is no country map: put SiLK's country_codes.pmap or a MaxMind country database"
            + " (.mmdb) into "
            + folder,
        empty::countryMap);
    assertMessage(
        "there is no prefix map 'x' in " + folder + "; it holds none", () -> empty.map("x"));
  }

  private static void assertMessage(String message, Runnable work) {
    assertEquals(message, assertThrows(QueryException.class, work::run).getMessage());
  }
}
