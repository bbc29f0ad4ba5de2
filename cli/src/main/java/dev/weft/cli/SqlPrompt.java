package dev.weft.cli;

import dev.weft.jdbc.WeftDriver;
import dev.weft.jdbc.WeftVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sqlline.Application;
import sqlline.SqlLine;

/** The prompt of {@code weft sql DIR}: sqlline on the driver. */
public final class SqlPrompt extends Application {
  /** Made by sqlline, which is told this class by name. */
  public SqlPrompt() {}

  /** Greets in one line. */
  @Override
  public String getInfoMessage() {
    return "weft "
        + WeftVersion.VERSION
        + ": end SQL with ;   !tables   !columns flows   !help   !quit";
  }

  /**
   * Reads and answers until the user leaves.
   *
   * @param store what stands for DIR
   * @return the exit status
   */
  static int run(String store) throws IOException, SQLException {
    try (Connection connection = StoreArgument.connect(store)) {
      connection.getMetaData(); // a faulty DIR is told before the prompt is there
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("-ac");
    arguments.add(SqlPrompt.class.getName());
    arguments.add("--prompt=weft> ");
    arguments.add("--isolation=TRANSACTION_NONE");
    arguments.add("--nullValue=NULL");
    arguments.add("--maxColumnWidth=-1");
    Path history = historyFile();
    if (history != null) {
      arguments.add("--historyFile=" + history);
    }
    arguments.addAll(
        List.of(
            "-d", WeftDriver.class.getName(), "-u", StoreArgument.url(store), "-n", "", "-p", ""));
    SqlLine prompt = new SqlLine();
    SqlLine.Status status = prompt.begin(arguments.toArray(new String[0]), null, true);
    return status == SqlLine.Status.OK ? 0 : 1;
  }

  /** Where the prompt remembers what was typed; null where no folder can be made for it. */
  private static @Nullable Path historyFile() {
    String state = System.getenv("XDG_STATE_HOME");
    Path folder =
        state != null && !state.isBlank()
            ? Path.of(state, "weft")
            : Path.of(System.getProperty("user.home", "."), ".local", "state", "weft");
    try {
      Files.createDirectories(folder);
      return folder.resolve("history");
    } catch (IOException e) {
      return null;
    }
  }
}
