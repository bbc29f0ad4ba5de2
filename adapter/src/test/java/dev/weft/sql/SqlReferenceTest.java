package dev.weft.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.sql.function.WeftFunctions;
import dev.weft.sql.type.SqlColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user can type stands in the reference. */
class SqlReferenceTest {
  @Test
  void everyFunctionAndColumnIsInTheReference() throws IOException {
    String reference = Files.readString(Path.of("../docs/sql.md"));
    List<String> missing = new ArrayList<>();
    for (String function : WeftFunctions.names()) {
      if (!reference.contains(function + "(")) {
        missing.add(function);
      }
    }
    for (SqlColumn column : SqlColumn.values()) {
      if (!reference.contains("`" + column.sqlName() + "`")) {
        missing.add(column.sqlName());
      }
    }
    assertEquals(List.of(), missing);
  }
}
