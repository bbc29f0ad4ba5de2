package dev.weft.cli;

import java.io.OutputStream;
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
  VERTICAL,
  /** Of one column of addresses or blocks: a SiLK IPset. */
  IPSET,
  /** Of one column of addresses or blocks: a CIDR block a line, as {@code in_set} reads. */
  CIDR;

  /**
   * A writer of one result.
   *
   * @param bytes where what is no text goes; the text in {@code out} goes there too
   */
  RowWriter writer(Writer out, OutputStream bytes) {
    return this == IPSET ? AddressSetWriter.ofIpSet(bytes) : writer(out);
  }

  /** A writer of one result as text. */
  RowWriter writer(Writer out) {
    return switch (this) {
      case TABLE -> new TableWriter(out);
      case CSV -> new DelimitedWriter(out, DelimitedWriter.Style.CSV);
      case TSV -> new DelimitedWriter(out, DelimitedWriter.Style.TSV);
      case JSON -> new JsonWriter(out);
      case VERTICAL -> new VerticalWriter(out);
      case CIDR -> AddressSetWriter.ofBlocks(out);
      case IPSET -> throw new IllegalArgumentException("an IPset is no text");
    };
  }

  /** Whether the format takes a column of addresses or blocks alone. */
  boolean isOfAddresses() {
    return this == IPSET || this == CIDR;
  }

  /** Whether the format is meant for a person rather than a program. */
  boolean isForPeople() {
    return this == TABLE || this == VERTICAL;
  }
}
