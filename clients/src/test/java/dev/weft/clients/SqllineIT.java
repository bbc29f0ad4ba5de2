package dev.weft.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sqlline's own shell, in a process of its own, with the driver's jar. */
class SqllineIT {
  @TempDir private Path folder;

  static List<String> urls() {
    return Demonstration.urls();
  }

  @ParameterizedTest
  @MethodSource("urls")
  void tablesAreListedAndDescribedAndAsked(String url) throws IOException {
    Path script = folder.resolve("commands.sql");
    Files.writeString(
        script,
        """
        !set outputformat csv
        !tables
        !describe flows
        SELECT COUNT(*) AS all_flows FROM flows;
        SELECT nonsense FROM flows;
        """);
    String said =
        Demonstration.run(
            new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "sqlline.SqlLine",
                "-d",
                "dev.weft.jdbc.WeftDriver",
                "-u",
                url,
                "-n",
                "",
                "-p",
                "",
                "--force=true",
                "--run=" + script),
            2);
    for (String part :
        List.of("'weft','flows'", "'sip'", "'all_flows'", "'414792'", "nonsense", "line 1")) {
      assertTrue(said.contains(part), "expected " + part + " in:\n" + said);
    }
  }
}
