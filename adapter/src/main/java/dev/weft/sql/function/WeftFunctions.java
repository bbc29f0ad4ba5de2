package dev.weft.sql.function;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;

/** All functions of Weft's SQL. A new one is a class of this package and a line here. */
public final class WeftFunctions {
  /** Address to canonical text: what a CAST of an address to VARCHAR means. */
  public static final WeftFunction IP_TEXT = new IpText();

  /** Text to address: what a CAST of text to an address means. */
  public static final WeftFunction IP_PARSE = new IpParse();

  /** Timestamp to text with its milliseconds: what a CAST of a TIMESTAMP to VARCHAR means. */
  public static final WeftFunction TIMESTAMP_TEXT = new TimestampText();

  private static final List<WeftFunction> ALL =
      List.of(
          new IpMatch(),
          new InSet(),
          new IpPrefix(),
          new IpVersion(),
          new IpHost(),
          new MillisecondsBetween(),
          new FlagsMatch(),
          new TimeBin(),
          new PrefixMapLabel(),
          new Country(),
          IP_TEXT,
          IP_PARSE,
          TIMESTAMP_TEXT);

  private static final Map<String, WeftFunction> BY_NAME =
      ALL.stream().collect(Collectors.toMap(WeftFunction::getName, Function.identity()));

  private static final List<SqlOperator> OTHERS =
      List.of(
          Percentile.FUNCTION,
          Percentile.MEDIAN,
          Spread.INSTANCE,
          SessionTable.INSTANCE,
          new PairTable(),
          new ConversationTable(),
          new ScanTable(),
          new IpSetTable(),
          new PrefixMapTable(),
          new PortMapTable(),
          new BagTable(),
          new AddressBlocks(AddressBlocks.Form.CIDR),
          new AddressBlocks(AddressBlocks.Form.RANGES));

  private static final SqlOperatorTable TABLE =
      SqlOperatorTables.of(Stream.concat(ALL.stream(), OTHERS.stream()).toList());

  private WeftFunctions() {}

  static WeftFunction byName(String name) {
    WeftFunction function = BY_NAME.get(name);
    if (function == null) {
      throw new IllegalArgumentException("no function " + name);
    }
    return function;
  }

  /** The functions as Calcite looks them up. */
  public static SqlOperatorTable table() {
    return TABLE;
  }

  /** Names as a user may type them. */
  public static List<String> names() {
    return Stream.concat(ALL.stream(), OTHERS.stream()).map(SqlOperator::getName).toList();
  }
}
