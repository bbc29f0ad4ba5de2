package dev.weft.encoding;

import dev.weft.flow.FlowColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A column of bytes told by one or two other columns of bytes in the same block: for each row the
 * rank of its value among those that occur together with the row's values there. Where the others
 * determine it, all ranks are 0.
 *
 * <p>Layout: number of other columns (u8, 1 or 2), for each its {@link FlowColumn} ordinal (u8),
 * which is below the column's own; number of pairs (varint, 1 to 4096); part of the pairs, each
 * {@code key << 8 | value} with the key {@code first} or {@code first << 8 | second}, ascending by
 * key and in it by rank; part of the ranks. A part is what {@link LongEncoder#encodeNested} writes.
 */
public final class PredictedEncoding {
  private static final int MAX_PAIRS = 4096;

  private PredictedEncoding() {}

  /**
   * Appends the encoded values.
   *
   * @param values 0 to 255
   * @param others columns that tell, one or two, of at most 8 bits
   * @param othersValues of each, 0 to 255
   * @return false where there are too many pairs; nothing was written then
   */
  public static boolean encode(
      long[] values,
      int count,
      List<FlowColumn> others,
      List<long[]> othersValues,
      LongEncoder parts,
      ByteSink out) {
    long[] pairs = parts.borrow(count);
    for (int i = 0; i < count; i++) {
      long key = 0;
      for (long[] other : othersValues) {
        key = key << 8 | other[i];
      }
      pairs[i] = key << 8 | values[i];
    }
    long[] list = parts.mostFrequent(pairs, count, MAX_PAIRS);
    if (list.length > 0) {
      byKey(list);
      out.u8(others.size());
      others.forEach(c -> out.u8(c.ordinal()));
      out.varint(list.length);
      parts.encodeNested(list, list.length, out);
      CodeTable codes = new CodeTable(list, list.length);
      int[] first = firstOfKey(list);
      for (int i = 0; i < count; i++) {
        int code = codes.code(pairs[i]);
        pairs[i] = code - first[code];
      }
      parts.encodeNested(pairs, count, out);
    }
    parts.giveBack(pairs);
    return list.length > 0;
  }

  /** Sorts pairs by key; pairs of one key stay in their order. */
  private static void byKey(long[] pairs) {
    long[] order = new long[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      order[i] = pairs[i] >>> 8 << 16 | i;
    }
    Arrays.sort(order);
    long[] copy = pairs.clone();
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = copy[(int) order[i] & 0xFFFF];
    }
  }

  private static int[] firstOfKey(long[] pairs) {
    int[] first = new int[pairs.length];
    for (int i = 1; i < pairs.length; i++) {
      first[i] = pairs[i] >>> 8 == pairs[i - 1] >>> 8 ? first[i - 1] : i;
    }
    return first;
  }

  /** Where a decoder finds other columns of the same block. */
  public interface Columns {
    /** There are none. */
    Columns NONE =
        column -> {
          throw new EncodingException("expected a column that no other one tells");
        };

    /**
     * An opened column.
     *
     * @throws EncodingException where the column asked for may not be asked for
     */
    LongDecoder open(FlowColumn column) throws IOException;
  }

  static final class Decoder extends LongDecoder {
    private final LongReader owner;
    private final LongReader pairReader;
    private final LongReader rankReader;
    private LongDecoder first = ConstantEncoding.NO_ROWS;
    private LongDecoder second = ConstantEncoding.NO_ROWS; // 0 in every row where there is none
    private LongDecoder ranks = ConstantEncoding.NO_ROWS;
    private final long[] pairs = new long[MAX_PAIRS];
    private int size;
    private final int[] starts = new int[1 << 16]; // first pair of each key
    private long[] keys = new long[0];

    Decoder(LongReader owner, int depth) {
      this.owner = owner;
      pairReader = new LongReader(depth + 1);
      rankReader = new LongReader(depth + 1);
    }

    @Override
    public void open(byte[] bytes, int offset, int length, int rows) throws IOException {
      ByteSource in = new ByteSource(bytes, offset, length);
      int others = in.u8();
      if (others != 1 && others != 2) {
        throw new EncodingException("other columns: expected 1 or 2, found " + others);
      }
      LongDecoder one = other(in);
      first = others == 1 ? ConstantEncoding.of(0) : one;
      second = others == 1 ? one : other(in);
      for (int i = 0; i < size; i++) { // back to all zeros
        starts[(int) (pairs[i] >>> 8) & 0xFFFF] = 0;
      }
      size = 0;
      int count = in.varint(MAX_PAIRS, "pairs");
      pairReader.openNested(in, bytes, count).read(0, count, pairs, 0);
      size = count;
      if (count == 0) {
        throw new EncodingException("pairs: expected at least 1, found 0");
      }
      for (int i = count - 1; i >= 0; i--) {
        starts[(int) (pairs[i] >>> 8) & 0xFFFF] = i;
      }
      ranks = rankReader.openNested(in, bytes, rows);
      in.finish();
    }

    private LongDecoder other(ByteSource in) throws IOException {
      int ordinal = in.u8();
      if (ordinal >= FlowColumn.count()) {
        throw new EncodingException("expected the ordinal of a column, found " + ordinal);
      }
      return owner.columns().open(FlowColumn.of(ordinal));
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      if (keys.length < count) {
        keys = new long[count];
      }
      if (first.isConstant()) {
        second.read(from, count, out, outFrom);
        combine(first.get(0), out, outFrom, count);
      } else {
        first.read(from, count, keys, 0);
        if (second instanceof Decoder d && d.first.isConstant() && d.second == first) {
          System.arraycopy(keys, 0, out, outFrom, count); // what tells the second is at hand
          d.combine(d.first.get(0), out, outFrom, count);
          d.rank(from, count, out, outFrom);
        } else {
          second.read(from, count, out, outFrom);
        }
        for (int i = 0; i < count; i++) {
          out[outFrom + i] = (keys[i] & 0xFF) << 8 | out[outFrom + i] & 0xFF;
        }
      }
      rank(from, count, out, outFrom);
    }

    /** Makes keys of the second column's values and of the first one's, the same in all rows. */
    private void combine(long firstValue, long[] out, int outFrom, int count) {
      long upper = (firstValue & 0xFF) << 8;
      for (int i = outFrom; i < outFrom + count; i++) {
        out[i] = upper | out[i] & 0xFF;
      }
    }

    /** Makes values of keys. */
    private void rank(int from, int count, long[] out, int outFrom) {
      if (ranks.isConstant() && ranks.get(0) == 0) {
        for (int i = outFrom; i < outFrom + count; i++) {
          out[i] = pairs[starts[(int) out[i]]] & 0xFF;
        }
        return;
      }
      if (keys.length < count) {
        keys = new long[count];
      }
      ranks.read(from, count, keys, 0);
      for (int i = 0; i < count; i++) { // checked indexes: a damaged rank finds another value
        int at = starts[(int) out[outFrom + i]] + (int) (keys[i] & 0xFFFF);
        out[outFrom + i] = pairs[Math.min(at, size - 1)] & 0xFF;
      }
    }

    private long value(long one, long two, long rank) {
      int start = starts[(int) ((one & 0xFF) << 8 | two & 0xFF)];
      return pairs[Math.min(start + (int) (rank & 0xFFFF), size - 1)] & 0xFF;
    }

    @Override
    public long get(int row) {
      return value(first.get(row), second.get(row), ranks.get(row));
    }
  }
}
