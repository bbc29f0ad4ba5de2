package dev.weft.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints one result, row by row, in memory that does not grow with it. */
interface RowWriter {
  /**
   * A column of the result.
   *
   * @param label its name
   * @param kind what its text means
   */
  record Column(String label, Kind kind) {}

  /** What the text of a value is. */
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN
  }

  /** Called once, first. */
  void begin(List<Column> columns) throws IOException;

  /**
   * Called for each row.
   *
   * @param values text of each column, null for NULL; not kept
   */
  void row(@Nullable String[] values) throws IOException;

  /** Called once, last. */
  void end() throws IOException;
}
