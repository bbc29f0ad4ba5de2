package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
  @TempDir Path folder;

  @Test
  void onlyUsersOfTheFileGetInOverTls() throws Exception {
    Path store = TestStore.generated(folder.resolve("store"), 100);
    Path users = folder.resolve("users");
    assertTrue(UserFile.put(users, "ann", "first secret".toCharArray()));
    assertFalse(UserFile.put(users, "ann", "Gr\u00fc\u00df Gott".toCharArray()));
    assertFalse(Files.readString(users).contains("Gott"));
    Path keys = keyStore();
    Path certificate = folder.resolve("certificate.pem");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "weft",
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit",
        "-file",
        certificate.toString());
    StringBuffer log = new StringBuffer();
    ServerOptions options =
        ServerOptions.local("jdbc:weft:" + store, 0, log)
            .withUsers(users)
            .withKeyStore(keys, "changeit");
    try (WeftServer server = WeftServer.start(options)) {
      String url =
          "jdbc:weft://localhost:" + server.port() + "/?tls=true&trustStore=" + certificate;
      assertEquals(100, flows(url, "ann", "Gr\u00fc\u00df Gott"));
      assertEquals(100, flows(url, "ann", "Gr\u00fc\u00df Gott"));
      assertState("08001", "jdbc:weft://localhost:" + server.port() + "/?tls=true", "ann", "x");
      assertState("28000", url, "ann", "first secret");
      assertState("28000", url, "bob", "Gr\u00fc\u00df Gott");
      assertState("28000", url, "", "");
      assertState("28000", url, "ann", "wrong again");
      SQLException delayed =
          assertThrows(SQLException.class, () -> flows(url, "ann", "Gr\u00fc\u00df Gott"));
      assertTrue(delayed.getMessage().contains("Too many wrong passwords"), delayed.getMessage());
    }
    assertTrue(log.toString().contains("\"user\":\"ann\""), log.toString());
  }

  private static void assertState(String state, String url, String user, String password) {
    SQLException failure = assertThrows(SQLException.class, () -> flows(url, user, password));
    assertEquals(state, failure.getSQLState(), failure.getMessage());
  }

  private static long flows(String url, String user, String password) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM flows")) {
      assertTrue(rows.next());
      return rows.getLong(1);
    }
  }

  private Path keyStore() throws Exception {
    Path keys = folder.resolve("keys.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "weft",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-validity",
        "30",
        "-storetype",
        "PKCS12",
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit");
    return keys;
  }

  private static void keytool(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "keytool hangs");
    assertEquals(0, process.exitValue(), said);
  }

  @Test
  void otherMachinesNeedUsersAndTls() {
    ServerOptions open =
        ServerOptions.local("jdbc:weft:" + folder, 0, new StringBuffer()).withHost("0.0.0.0");
    IOException failure = assertThrows(IOException.class, () -> WeftServer.start(open));
    assertTrue(failure.getMessage().contains("needs users and TLS"), failure.getMessage());
  }

  @Test
  void guessingTakesTwiceAsLongEachTime() {
    AtomicLong now = new AtomicLong();
    GuessDelay delay = new GuessDelay(now::get);
    for (int i = 0; i < 3; i++) {
      assertEquals(0, delay.wait("here"));
      delay.wrong("here", "ann");
    }
    for (long pause = 1; pause <= 256; pause *= 2) {
      assertEquals(pause, delay.wait("here"));
      assertEquals(0, delay.wait("elsewhere"));
      now.addAndGet(TimeUnit.SECONDS.toNanos(pause));
      assertEquals(0, delay.wait("here"));
      delay.wrong("here", "ann");
    }
    assertEquals(300, delay.wait("here"));
    delay.right("here", "bob");
    assertEquals(300, delay.wait("here"));
    delay.right("here", "ann");
    assertEquals(0, delay.wait("here"));
  }

  @Test
  void guessingManyNamesInTurnIsAsSlowEvenForSomebodyWithAPassword() {
    AtomicLong now = new AtomicLong();
    GuessDelay delay = new GuessDelay(now::get);
    int tried = 0;
    for (int i = 0; i < 1000 && delay.wait("here") == 0; i++) {
      delay.wrong("here", "user" + i);
      delay.right("here", "bob");
      tried++;
    }
    assertEquals(3, tried);
    for (int i = 0; i < 100_000; i++) {
      delay.wrong("here", "other" + i); // memory stays bounded
    }
    assertEquals(300, delay.wait("here"));
  }

  @Test
  void faultyFilesOfUsersAreNamedWithTheLine() throws IOException {
    Path file = Files.writeString(folder.resolve("users"), "# fine\n\nann:secret\n");
    IOException failure = assertThrows(IOException.class, () -> UserFile.read(file));
    assertTrue(failure.getMessage().contains("line 3"), failure.getMessage());
    assertThrows(IOException.class, () -> UserFile.put(file, "a:b", "x".toCharArray()));
  }
}
