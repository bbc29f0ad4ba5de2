package dev.weft.cli;

import dev.weft.error.QueryException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft sql}. */
@Command(
    name = "sql",
    description = {
      "Ask a store in SQL.",
      "With -e or -f, or with SQL on standard input, runs it and prints the answers; else opens a"
          + " prompt with history and completion."
    })
final class SqlCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Store, SiLK data root, folder, file or URL.")
  private String store = "";

  @Mixin private final StoreFolders folders = new StoreFolders();

  @Option(
      names = {"-e", "--execute"},
      paramLabel = "SQL",
      description = "Run these statements, separated by semicolons. May be repeated.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Run the statements of this file; - is standard input. May be repeated.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}. Default: table on a terminal, else csv.")
  private @Nullable RowFormat format;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description =
          "Value for $${name} or :name in the SQL. It becomes a number or quoted text; inside"
              + " quotes, as in TIMESTAMP '$${from}', part of that text.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the answers here instead of to standard output.")
  private @Nullable Path output;

  private volatile @Nullable Statement running;
  private volatile boolean interrupted;

  @Override
  @SuppressWarnings("try") // the interrupt's handler is there to be closed
  public Integer call() throws IOException, SQLException {
    List<String> statements = statements();
    String url = folders.on(StoreArgument.url(store));
    if (texts.isEmpty() && files.isEmpty() && Streams.inputIsTerminal()) {
      return SqlPrompt.run(url);
    }
    RowFormat chosen =
        format != null ? format : Streams.outputIsTerminal() ? RowFormat.TABLE : RowFormat.CSV;
    Path file = output;
    if (chosen == RowFormat.IPSET && (statements.size() != 1 || file == null)) {
      throw new QueryException("an IPset holds the answer of one statement; name its file with -o");
    }
    try (Interrupts interrupts = new Interrupts(this::stop);
        Connection connection = StoreArgument.connect(url);
        OutputStream bytes = file == null ? Streams.standardOutput() : Files.newOutputStream(file);
        Writer out = Streams.writer(bytes)) {
      warn(connection.getWarnings());
      boolean first = true;
      for (String statement : statements) {
        if (!first && chosen.isForPeople()) {
          out.write('\n');
        }
        first = false;
        answer(connection, statement, chosen.writer(out, bytes), chosen);
        out.flush();
      }
    }
    return 0;
  }

  /** All statements to run, in the order -e, -f; those of standard input where there is neither. */
  private List<String> statements() throws IOException {
    List<String> sources = new ArrayList<>(texts);
    for (String file : files) {
      sources.add(file.equals("-") ? standardInput() : Files.readString(Path.of(file)));
    }
    if (sources.isEmpty() && !Streams.inputIsTerminal()) {
      sources.add(standardInput());
    }
    List<String> statements = new ArrayList<>();
    for (String source : sources) {
      SqlParameters values = new SqlParameters(ScriptDefaults.under(source, parameters));
      for (String statement : SqlScript.statements(source)) {
        statements.add(values.fill(statement));
      }
    }
    return statements;
  }

  private static String standardInput() throws IOException {
    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private void answer(Connection connection, String sql, RowWriter writer, RowFormat chosen)
      throws SQLException, IOException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      running = statement;
      if (interrupted) {
        throw new SQLException("Interrupted", "57014");
      }
      long count;
      try (ResultSet rows = statement.executeQuery(sql)) {
        count = ResultPrinter.print(rows, writer);
      }
      warn(statement.getWarnings());
      if (chosen.isForPeople() && Streams.errorIsTerminal()) {
        System.err.printf(
            "(%s %s, %.3f s)%n",
            Sizes.count(count), count == 1 ? "row" : "rows", (System.nanoTime() - start) / 1e9);
      }
    } finally {
      running = null;
    }
  }

  private static void warn(@Nullable SQLWarning first) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      Messages.warn(String.valueOf(warning.getMessage()));
    }
  }

  private void stop() {
    interrupted = true;
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It has just ended by itself.
      }
    }
  }
}
