package dev.weft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.cli.RowWriter.Column;
import dev.weft.cli.RowWriter.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowFormatTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("name", Kind.TEXT),
          new Column("bytes", Kind.NUMBER),
          new Column("ok", Kind.BOOLEAN));

  @Test
  void csvQuotesWhatMustBeAndTellsEmptyTextFromNull() throws IOException {
    assertEquals(
        """
        name,bytes,ok
        plain,1,true
        "a,b",22,false
        "say ""hi""
        twice",,
        "",0,true
        """,
        print(
            RowFormat.CSV,
            row("plain", "1", "true"),
            row("a,b", "22", "false"),
            row("say \"hi\"\ntwice", null, null),
            row("", "0", "true")));
  }

  @Test
  void tsvEscapesItsSeparators() throws IOException {
    assertEquals(
        "name\tbytes\tok\na\\tb\\\\c\\n\t1\t\\N\n",
        print(RowFormat.TSV, row("a\tb\\c\n", "1", null)));
  }

  @Test
  void jsonIsOneObjectALine() throws IOException {
    assertEquals(
        """
        {"name":"q\\"\\\\\\n\\u0001é😀","bytes":12.5,"ok":true}
        {"name":null,"bytes":"NaN","ok":null}
        """,
        print(RowFormat.JSON, row("q\"\\\n\u0001é😀", "12.5", "true"), row(null, "NaN", null)));
  }

  @Test
  void tableAlignsNumbersRight() throws IOException {
    assertEquals(
        """
         name    | bytes | ok
        ---------+-------+------
         é       |     1 | true
         longest |   234 | NULL
        """,
        print(RowFormat.TABLE, row("é", "1", "true"), row("longest", "234", null)));
  }

  @Test
  void tableStreamsAfterTheMeasuredRows() throws IOException {
    StringWriter out = new StringWriter();
    RowWriter writer = RowFormat.TABLE.writer(out);
    writer.begin(List.of(new Column("n", Kind.NUMBER)));
    for (int i = 0; i < 5_000; i++) {
      writer.row(row(String.valueOf(i)));
    }
    writer.end();
    List<String> lines = out.toString().lines().toList();
    assertEquals(5_002, lines.size());
    assertEquals("   7", lines.get(9));
    assertEquals(" 4999", lines.get(5_001));
  }

  @Test
  void verticalIsALineAColumn() throws IOException {
    assertEquals(
        """
        -- row 1
        name   a\uFFFD[31mb
        bytes  1
        ok     NULL
        """,
        print(RowFormat.VERTICAL, row("a\033[31mb", "1", null)));
  }

  @Test
  void doublesHaveNoExponent() {
    assertEquals("12345678901.5", ResultPrinter.plain(12345678901.5));
    assertEquals("0.0000001", ResultPrinter.plain(1e-7));
    assertEquals("NaN", ResultPrinter.plain(Double.NaN));
  }

  private static @Nullable String[] row(@Nullable String... values) {
    return values;
  }

  private static String print(RowFormat format, @Nullable String[]... rows) throws IOException {
    StringWriter out = new StringWriter();
    RowWriter writer = format.writer(out);
    writer.begin(COLUMNS);
    for (@Nullable String[] row : rows) {
      writer.row(row);
    }
    writer.end();
    return out.toString();
  }
}
