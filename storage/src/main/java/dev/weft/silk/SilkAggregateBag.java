package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import dev.weft.error.UnsupportedFormatException;
import dev.weft.error.WarningSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Reads SiLK's aggregate Bags: counters for each combination of keys.
 *
 * <p>Header entry 8: u32 version (1), u16 number of fields n, u16 number of keys k (1 &lt;= k &lt;
 * n), n times u16 field id, the keys first. An item is the fields in that order, all big-endian.
 */
public final class SilkAggregateBag {
  private SilkAggregateBag() {}

  /**
   * Reads an aggregate Bag as rwaggbagcat prints it: titles, then a line an item; times as seconds
   * since the epoch.
   *
   * @param conf names sensors, classes and types
   * @throws CorruptFileException naming the offset of the fault
   */
  public static List<String> lines(Path file, SilkConf conf, WarningSink warnings)
      throws IOException {
    try (SilkItems items =
        SilkItems.open(file, FormatNames.AGGREGATE_BAG, "an aggregate Bag", warnings)) {
      if (items.header().recordVersion() != 1) {
        throw new UnsupportedFormatException(
            file.toString(),
            14,
            "aggregate Bag of version " + items.header().recordVersion() + "; 1 is known");
      }
      List<BagField> fields = fields(items);
      int size = fields.stream().mapToInt(BagField::size).sum();
      if (items.header().recordSize() != size) {
        throw items.badHeader(
            "record size " + size + " expected, found " + items.header().recordSize());
      }
      List<String> lines = new ArrayList<>();
      lines.add(fields.stream().map(BagField::name).collect(Collectors.joining(",")));
      while (items.next(size, "an item")) {
        StringJoiner line = new StringJoiner(",");
        for (BagField field : fields) {
          boolean wide = field.size() == 16;
          long high = wide ? items.networkInt64() : 0;
          long low = wide ? items.networkInt64() : items.number(field.size(), true);
          line.add(field.text(high, low, field.size(), conf, true));
        }
        lines.add(line.toString());
      }
      return lines;
    }
  }

  private static List<BagField> fields(SilkItems items) throws IOException {
    HeaderEntry.AggregateBag entry = items.header().first(HeaderEntry.AggregateBag.class);
    ByteBuffer payload = ByteBuffer.wrap(entry == null ? new byte[0] : entry.payload());
    if (payload.remaining() < 8 || payload.getInt() != 1) {
      throw items.badHeader("an aggregate Bag needs an aggregate Bag entry of version 1");
    }
    int count = payload.getShort() & 0xFFFF;
    int keys = payload.getShort() & 0xFFFF;
    if (keys < 1 || keys >= count || payload.remaining() < 2 * count) {
      throw items.badHeader(
          count + " fields, " + keys + " of them keys, in " + payload.remaining() + " bytes");
    }
    List<BagField> fields = new ArrayList<>();
    int before = -1;
    for (int i = 0; i < count; i++) {
      int id = payload.getShort() & 0xFFFF;
      BagField field = BagField.ofAggregate(id);
      if (field == BagField.CUSTOM || BagField.isCounter(id) != i >= keys || id <= before) {
        throw items.badHeader(
            "field " + i + " of " + count + ": the id " + id + " can't stand there");
      }
      before = id;
      fields.add(field);
    }
    return fields;
  }
}
