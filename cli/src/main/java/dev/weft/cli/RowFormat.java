package dev.weft.cli;

import java.io.Writer;

/** How results are printed. */
enum RowFormat {
  /** Aligned columns for a person. */
  TABLE,
  /** RFC 4180 with a header line; NULL is an empty field, an empty text is {@code ""}. */
  CSV,
  /** Tabs, with a header line; NULL is {@code \N}; tab, line end and backslash are escaped. */
  TSV,
  /** One object a line. */
  JSON,
  /** One line a column, for a person with few and wide rows. */
  VERTICAL;

  RowWriter writer(Writer out) {
    return switch (this) {
      case TABLE -> new TableWriter(out);
      case CSV -> new DelimitedWriter(out, DelimitedWriter.CSV);
      case TSV -> new DelimitedWriter(out, DelimitedWriter.TSV);
      case JSON -> new JsonWriter(out);
      case VERTICAL -> new VerticalWriter(out);
    };
  }

  /** Whether the format is meant for a person rather than a program. */
  boolean isForPeople() {
    return this == TABLE || this == VERTICAL;
  }
}
