package dev.weft.cli;

import dev.weft.error.QueryException;
import dev.weft.flow.IpRanges;
import dev.weft.silk.AddressPatterns;
import dev.weft.silk.CidrBlocks;
import dev.weft.silk.SilkIpSetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link RowFormat#IPSET} and {@link RowFormat#CIDR}: the addresses or blocks of a result's only
 * column as one set. It is gathered before the first byte is written.
 */
final class AddressSetWriter implements RowWriter {
  /** Where the whole set goes. */
  @FunctionalInterface
  private interface Target {
    void write(IpRanges set) throws IOException;
  }

  private final IpRanges.Builder set = new IpRanges.Builder();
  private final Target target;

  private AddressSetWriter(Target target) {
    this.target = target;
  }

  /** A SiLK IPset. */
  static AddressSetWriter ofIpSet(OutputStream out) {
    return new AddressSetWriter(set -> SilkIpSetWriter.write(set, out));
  }

  /** A CIDR block a line, ascending; a single address without its length. */
  static AddressSetWriter ofBlocks(Writer out) {
    return new AddressSetWriter(
        set ->
            CidrBlocks.forEach(
                set, (high, low, bits) -> out.write(CidrBlocks.text(high, low, bits) + "\n")));
  }

  @Override
  public void begin(List<Column> columns) {
    if (columns.size() != 1) {
      throw new QueryException(
          "a set is made of one column of addresses or blocks; the result has " + columns.size());
    }
  }

  @Override
  public void row(@Nullable String[] values) {
    String value = values[0];
    if (value == null) {
      return;
    }
    AddressPatterns patterns;
    try {
      patterns = AddressPatterns.parse(value);
    } catch (IllegalArgumentException e) {
      throw new QueryException("a set is made of addresses or blocks: " + e.getMessage(), e);
    }
    set.add(patterns.ranges());
  }

  @Override
  public void end() throws IOException {
    target.write(set.build());
  }
}
