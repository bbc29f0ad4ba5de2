package dev.weft.cli;

import dev.weft.error.WarningSink;
import dev.weft.generate.GeneratedFlows;
import dev.weft.generate.OfficeFiles;
import dev.weft.ingest.ImportOptions;
import dev.weft.ingest.ImportResult;
import dev.weft.ingest.Importer;
import dev.weft.store.WeftStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weft demo}. */
@Command(
    name = "demo",
    description = {
      "Make a small store of office traffic with a theft in it and run the investigation that"
          + " finds it: each step's question, SQL and answer. On a terminal the SQL prompt follows."
    })
final class DemoCommand implements Callable<Integer> {
  /** The scripts of sql-examples/investigation, packed into this program. */
  private static final List<String> STEPS =
      List.of(
          "01-which-hosts-serve-databases.sql",
          "02-who-takes-how-much.sql",
          "03-both-directions.sql",
          "04-real-connections.sql",
          "05-bytes-by-hour.sql",
          "06-the-evening-spike.sql",
          "07-what-else-did-it-do.sql");

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "Where to make the store; weft-demo if not said.")
  private Path store = Path.of("weft-demo");

  @Override
  public Integer call() throws IOException, SQLException {
    makeStore();
    try (Connection connection = StoreArgument.connect(store.toString());
        Writer out = Streams.output()) {
      for (int i = 0; i < STEPS.size(); i++) {
        step(connection, out, i + 1, script(STEPS.get(i)));
      }
      out.flush();
    }
    if (Streams.inputIsTerminal() && Streams.outputIsTerminal()) {
      System.err.println("The prompt is yours; !quit leaves it. The store stays in " + store + ".");
      return SqlPrompt.run(store.toString());
    }
    return 0;
  }

  private void makeStore() throws IOException {
    if (WeftStore.isStore(store)) {
      System.err.println("Using the store " + store + " as it is.");
      return;
    }
    if (isFilledFolder(store)) {
      throw new IOException(
          store + " is there and is no Weft store; name another folder: weft demo DIR");
    }
    Importer importer =
        new Importer(
            store, ImportOptions.defaults(), WarningSink.NONE, (done, total, flows, seconds) -> {});
    ImportResult made = importer.importFlows("demo", GeneratedFlows.ofOfficeStory());
    OfficeFiles.write(store.resolve("sets"), store.resolve("pmaps"));
    System.err.printf(
        java.util.Locale.ROOT,
        "Made %s: five days of an office network, %s flows, %.1f bytes a flow, in %.1f s.%n",
        store,
        Sizes.count(made.flows()),
        made.bytesPerFlow(),
        made.seconds());
  }

  private static boolean isFilledFolder(Path path) throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    if (!Files.isDirectory(path)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isPresent();
    }
  }

  private static String script(String name) throws IOException {
    try (InputStream in = DemoCommand.class.getResourceAsStream("investigation/" + name)) {
      if (in == null) {
        throw new IOException("this build of weft lacks the script " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void step(Connection connection, Writer out, int number, String script)
      throws IOException, SQLException {
    String question = script.lines().findFirst().orElse("").substring(2).strip();
    SqlParameters values = new SqlParameters(ScriptDefaults.under(script, Map.of()));
    String sql = values.fill(SqlScript.statements(body(script)).get(0));
    out.write("\n" + number + ". " + question + "\n\n");
    out.write(sql.strip().indent(2) + "\n");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      ResultPrinter.print(rows, RowFormat.TABLE.writer(out));
    }
    out.flush();
  }

  /** The script without the comment lines at its head. */
  private static String body(String script) {
    StringBuilder body = new StringBuilder();
    script
        .lines()
        .dropWhile(l -> l.startsWith("--") || l.isBlank())
        .forEach(l -> body.append(l).append('\n'));
    return body.toString();
  }
}
