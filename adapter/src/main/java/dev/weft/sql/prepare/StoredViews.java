package dev.weft.sql.prepare;

import dev.weft.error.WarningSink;
import dev.weft.sql.schema.StoredView;
import dev.weft.sql.schema.WeftSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.type.RelDataType;

/**
 * The views that a site defines once for all clients, usually in {@link #FILE} beside its flows:
 * {@code CREATE [OR REPLACE] VIEW name AS query;} again and again. A view may name those before it.
 * What is wrong with one view is a warning; the others are there all the same.
 */
public final class StoredViews {
  /** Usual name of the file. */
  public static final String FILE = "views.sql";

  private static final Pattern DEFINITION =
      Pattern.compile(
          "\\s*create\\s+(?:or\\s+replace\\s+)?view\\s+(?:\"([^\"]+)\"|([a-z_][a-z0-9_]*))\\s+as\\b",
          Pattern.CASE_INSENSITIVE);

  private final Path file;
  private final CalciteSchema root;
  private final String name;
  private final WeftSchema schema;
  private final WarningSink warnings;

  private StoredViews(
      Path file, CalciteSchema root, String name, WeftSchema schema, WarningSink warnings) {
    this.file = file;
    this.root = root;
    this.name = name;
    this.schema = schema;
    this.warnings = warnings;
  }

  /**
   * Adds the views of a file to the schema of a store.
   *
   * @param name of the schema in the root
   * @param file need not exist
   */
  public static void define(
      CalciteSchema root, String name, WeftSchema schema, Path file, WarningSink warnings) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      StoredViews views = new StoredViews(file, root, name, schema, warnings);
      ViewScript.statements(text).forEach(views::define);
    } catch (IOException e) {
      warnings.warn(
          file + ": expected text in UTF-8: " + e.getMessage() + "; its views are missing");
    }
  }

  private void define(String statement) {
    Matcher m = DEFINITION.matcher(statement);
    if (!m.lookingAt()) {
      int start = statement.length() - statement.stripLeading().length();
      warn(statement, start, "expected CREATE VIEW name AS query, and found something else");
      return;
    }
    String view = m.group(1) != null ? m.group(1) : m.group(2).toLowerCase(Locale.ROOT);
    if (schema.isTable(view)) {
      warn(statement, m.start(m.group(1) != null ? 1 : 2), view + " is a table already");
      return;
    }
    String sql = ViewScript.blank(m.group()) + statement.substring(m.end());
    try {
      FrontEnd frontEnd = new FrontEnd(root, List.of(name));
      RelDataType rowType = frontEnd.rowType(frontEnd.validate(FrontEnd.parse(sql)));
      schema.addView(view, new StoredView(sql, rowType, List.of(name)));
    } catch (RuntimeException e) {
      SqlError error = SqlErrors.of(e);
      warn(error.line(), error.column(), "view " + view + ": " + error.message());
    }
  }

  private void warn(String statement, int offset, String message) {
    String before = statement.substring(0, offset);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    warn(line, offset - before.lastIndexOf('\n'), message);
  }

  private void warn(int line, int column, String message) {
    warnings.warn(
        "%s: line %d, column %d: %s; this view is missing".formatted(file, line, column, message));
  }
}
