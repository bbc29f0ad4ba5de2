package dev.weft.jdbc.wire;

import dev.weft.flow.Labels;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts, decimals as text, or bytes: each different one is written once. */
public final class TextPacker extends ColumnPacker {
  private static final int OVERHEAD = 32; // bytes that an entry takes beside its text, about

  private final Packing packing;
  private final Map<Object, Integer> numbers = new HashMap<>();
  private final List<byte[]> texts = new ArrayList<>();
  private final LabelNumbers labelNumbers = new LabelNumbers();
  private long[] values = {}; // which of the texts
  private int bytes;

  private TextPacker(Packing packing) {
    this.packing = packing;
  }

  public static TextPacker ofTexts() {
    return new TextPacker(Packing.TEXT);
  }

  public static TextPacker ofDecimals() {
    return new TextPacker(Packing.DECIMAL_TEXT);
  }

  public static TextPacker ofBytes() {
    return new TextPacker(Packing.BYTES);
  }

  @Override
  void grow(int room) {
    values = Arrays.copyOf(values, room);
  }

  /** The row's text; there is room for it. */
  public void text(int row, String text) {
    Integer known = numbers.get(text);
    values[row] = known != null ? known : add(text, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The row's decimal; there is room for it. */
  public void decimal(int row, BigDecimal decimal) {
    text(row, decimal.toString());
  }

  /** The row's bytes; there is room for them. */
  public void bytes(int row, byte[] block) {
    ByteBuffer key = ByteBuffer.wrap(block.clone());
    Integer known = numbers.get(key);
    values[row] = known != null ? known : add(key, block);
  }

  private int add(Object key, byte[] text) {
    int number = add(text);
    numbers.put(key, number);
    return number;
  }

  private int add(byte[] text) {
    texts.add(text);
    bytes += text.length + OVERHEAD;
    return texts.size() - 1;
  }

  /**
   * The texts of rows that are codes. A frame takes its texts either from codes, always of the same
   * labels, or as they are.
   *
   * @param codes the first is that of {@code row}; those of rows marked NULL mean nothing
   */
  public void labels(int row, long[] codes, int count, Labels labels) {
    boolean[] nulls = nulls();
    long last = 0;
    int number = -1;
    for (int i = 0; i < count; i++) {
      if (nulls[row + i]) {
        values[row + i] = 0;
        continue;
      }
      if (number < 0 || codes[i] != last) {
        last = codes[i];
        number = labelNumbers.find(last);
        if (number < 0) {
          number = add(labels.label(last).getBytes(StandardCharsets.UTF_8));
          labelNumbers.put(last, number);
        }
      }
      values[row + i] = number;
    }
  }

  @Override
  public int textBytes() {
    return bytes;
  }

  @Override
  Packing prepare(int rows) {
    return packing;
  }

  @Override
  void copy(int from, int to) {
    values[to] = values[from];
  }

  @Override
  void writeValues(WireWriter out, int rows) {
    out.rawNumber(texts.size());
    for (byte[] text : texts) {
      out.rawBlock(text);
    }
    PackedNumbers.write(out, values, rows);
  }

  @Override
  void forget() {
    numbers.clear();
    texts.clear();
    labelNumbers.clear();
    bytes = 0;
  }
}
