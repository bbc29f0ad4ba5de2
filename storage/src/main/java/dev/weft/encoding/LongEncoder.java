package dev.weft.encoding;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Chooses and writes the smallest encoding of a block of longs.
 *
 * <p>It does not try all: two passes tell bounds, order and how many bits the values need, a third
 * counts values; from these the size of each encoding follows closely enough. What then turns out
 * larger than plain packing is packed. Where a sample shows values that come again in the same
 * order, LZ4 is tried too. Equal values always give equal bytes. Not thread-safe.
 */
public final class LongEncoder {
  /** Parts within parts: from here on only encodings that hold no further values apart. */
  private static final int SHALLOW_DEPTH = 2;

  private static final int PLAIN_DEPTH = 3;

  /** Columns, and the parts that addresses and steps are. */
  private static final int LZ4_DEPTH = 1;

  /** Few bits are not worth multiplying each value when it is read. */
  private static final int MAX_UNSCALED_WIDTH = 8;

  /**
   * Sixteenths of a bit that a nanosecond of reading must save: the one place that weighs time
   * against size. At 8 files are a few per cent smaller and a port costs half as much time again to
   * read; beyond 24 files grow further and little is read faster.
   */
  private static final long NANOSECOND = 22;

  private static final long LISTED_PRICE = NANOSECOND * 3 / 2; // a row that is put in afterwards
  private static final long FILLED_GAIN = NANOSECOND * 3 / 8; // a row filled, not unpacked
  private static final long SPLIT_PRICE = NANOSECOND * 3 / 4; // a row put together from two streams

  private final ArrayDeque<long[]> arrays = new ArrayDeque<>();
  private final ArrayDeque<ByteSink> sinks = new ArrayDeque<>();
  private final ValueCounts counts = new ValueCounts();
  private int depth;

  /**
   * Appends the encoded values.
   *
   * @param count at least 1, at most 65,536
   * @return the encoding, which a reader must be told
   */
  public Encoding encode(long[] values, int count, ByteSink out) {
    return encode(values, LongStatistics.of(values, count), out);
  }

  /** As {@link #encode(long[], int, ByteSink)} for values whose statistics are known. */
  public Encoding encode(long[] values, LongStatistics s, ByteSink out) {
    if (s.min() == s.max()) {
      ConstantEncoding.encode(s.min(), out);
      return Encoding.CONSTANT;
    }
    int start = out.size();
    Candidate best = choose(values, s);
    write(best, values, s, out);
    if (best.encoding != Encoding.PACKED
        && out.size() - start > BitPacking.bytes(s.count(), s.width()) + 11) {
      out.truncate(start); // the estimate was wrong
      best = new Candidate(Encoding.PACKED, 0, 0, new long[0]);
      write(best, values, s, out);
    }
    return repeating(best.encoding, values, s, out, start);
  }

  /**
   * Replaces what was written where LZ4 finds repetition that makes it clearly smaller. Looks only
   * where there is something to gain, and tries only what a sample makes likely.
   *
   * @param start where it was written
   */
  private Encoding repeating(
      Encoding written, long[] values, LongStatistics s, ByteSink out, int start) {
    int count = s.count();
    int length = out.size() - start;
    if (depth > LZ4_DEPTH || count < Lz4Encoding.MIN_ROWS || 8L * length < count * 3L / 2) {
      return written;
    }
    long[] looked = values;
    if (s.sorted()) {
      looked = borrow(count);
      DeltaEncoding.steps(values, count, looked);
    }
    boolean repeats = Lz4Encoding.repeats(looked, count);
    if (s.sorted()) {
      giveBack(looked);
    }
    if (!repeats) {
      return written;
    }
    ByteSink other = sinks.isEmpty() ? new ByteSink() : sinks.pop();
    other.clear();
    if (s.sorted()) {
      DeltaEncoding.encode(values, count, this, other);
    } else {
      Lz4Encoding.encode(values, s, other);
    }
    boolean smaller = other.size() <= length - length / 5;
    if (smaller) {
      out.truncate(start);
      out.write(other.array(), 0, other.size());
    }
    sinks.push(other);
    return !smaller ? written : s.sorted() ? Encoding.DELTA : Encoding.LZ4;
  }

  /**
   * A way to encode the values.
   *
   * @param bits estimated size
   * @param width of PATCHED
   * @param list of the values of DICTIONARY and SPLIT
   */
  private record Candidate(Encoding encoding, long bits, int width, long[] list) {
    Candidate(Encoding encoding, long bits) {
      this(encoding, bits, 0, new long[0]);
    }

    /** The smaller one; of equals this one. */
    Candidate or(Candidate other) {
      return other.bits < bits ? other : this;
    }
  }

  private Candidate choose(long[] values, LongStatistics s) {
    int count = s.count();
    int width = s.width();
    Candidate best = new Candidate(Encoding.PACKED, (long) count * width);
    if (depth >= PLAIN_DEPTH) {
      return best;
    }
    if (depth < SHALLOW_DEPTH
        && s.unit() > 1
        && width > MAX_UNSCALED_WIDTH
        && (long) count * (BitPacking.width(s.unit()) - 1) > 64) {
      return new Candidate(Encoding.SCALED, 0); // all else goes on with smaller numbers
    }
    int[] widths = s.widths();
    int patchedWidth = PatchedEncoding.bestWidth(widths, count);
    if (patchedWidth < width) {
      long bits = PatchedEncoding.bits(widths, count, patchedWidth);
      best = best.or(new Candidate(Encoding.PATCHED, bits, patchedWidth, new long[0]));
    }
    long range = s.max() - s.min();
    if (s.sorted() && range > 0 && range < 1L << 62) {
      best = best.or(new Candidate(Encoding.SORTED, SortedEncoding.bits(count, range)));
      if (depth < SHALLOW_DEPTH && count >= 64) {
        best = best.or(delta(values, s));
      }
    }
    return depth < SHALLOW_DEPTH && count >= 16 ? byCounts(values, s, widths, best) : best;
  }

  private Candidate delta(long[] values, LongStatistics s) {
    long[] steps = borrow(s.count());
    DeltaEncoding.steps(values, s.count(), steps);
    LongStatistics t = LongStatistics.of(steps, s.count());
    giveBack(steps);
    int[] widths = t.widths();
    int width = PatchedEncoding.bestWidth(widths, t.count());
    long starts = (s.count() / DeltaEncoding.CHUNK + 1L) * s.width();
    return new Candidate(
        Encoding.DELTA, PatchedEncoding.bits(widths, t.count(), width) + starts + 100);
  }

  /** Encodings that live on few or frequent values. */
  private Candidate byCounts(long[] values, LongStatistics s, int[] widths, Candidate soFar) {
    Candidate best = soFar;
    int count = s.count();
    counts.count(values, s);
    if (counts.exact()
        && counts.distinct() <= DictionaryEncoding.MAX_VALUES
        && counts.distinct() <= count / 2) {
      long bits = DictionaryEncoding.bits(count, counts.distinct(), s.max() - s.min());
      if (bits < best.bits) {
        best = new Candidate(Encoding.DICTIONARY, bits, 0, counts.ascending());
      }
    }
    long[] counted = new long[SplitEncoding.MAX_VALUES];
    long[] frequent = counts.frequent(SplitEncoding.MAX_VALUES, counted);
    long coded = 0;
    int used = 0;
    int bestSize = 0;
    boolean dense = false;
    long bestBits = best.bits - best.bits / 32;
    for (int size = 1; size <= frequent.length; size *= 2) {
      for (; used < size; used++) {
        coded += counted[used];
        int w = BitPacking.width(frequent[used] - s.min());
        widths[w] = (int) Math.max(0, widths[w] - counted[used]);
      }
      int others = (int) (count - Math.min(coded, count));
      long parts = partBits(s, widths, size, others);
      int codeWidth = BitPacking.width(size - 1);
      long listed =
          parts
              + (long) count * codeWidth
              + SparseRows.bits(count, others)
              + (LISTED_PRICE * others - (size == 1 ? FILLED_GAIN * count : 0)) / 16;
      long split =
          parts
              + (long) (count - others) * codeWidth
              + count
              + (SPLIT_PRICE * count + LISTED_PRICE * others) / 16;
      if (Math.min(listed, split) < bestBits) {
        bestBits = Math.min(listed, split);
        bestSize = size;
        dense = split < listed;
      }
    }
    if (bestSize == 0) {
      return best;
    }
    long[] list = Arrays.copyOf(frequent, bestSize);
    Arrays.sort(list);
    return new Candidate(dense ? Encoding.SPLIT : Encoding.DICTIONARY, bestBits, 0, list);
  }

  /**
   * About the bits of the lists of frequent and of other values.
   *
   * @param widths of the other rows' offsets
   */
  private long partBits(LongStatistics s, int[] widths, int size, int others) {
    long rest = PatchedEncoding.bits(widths, others, PatchedEncoding.bestWidth(widths, others));
    if (counts.exact() && counts.distinct() > size) {
      rest =
          Math.min(
              rest, DictionaryEncoding.bits(others, counts.distinct() - size, s.max() - s.min()));
    }
    return (long) size * Math.min(s.width() + 1, 64) + (others == 0 ? 0 : rest) + 80;
  }

  private void write(Candidate c, long[] values, LongStatistics s, ByteSink out) {
    int count = s.count();
    switch (c.encoding) {
      case PACKED -> PackedEncoding.encode(values, count, s.min(), s.max(), out);
      case PATCHED -> PatchedEncoding.encode(values, s, c.width, this, out);
      case DICTIONARY -> DictionaryEncoding.encode(values, count, c.list, this, out);
      case SPLIT -> SplitEncoding.encode(values, count, c.list, this, out);
      case SORTED -> SortedEncoding.encode(values, count, out);
      case DELTA -> DeltaEncoding.encode(values, count, this, out);
      case SCALED -> ScaledEncoding.encode(values, s, this, out);
      case CONSTANT, PREDICTED, LZ4, IPV4, IPV6, MIXED_ADDRESSES ->
          throw new IllegalStateException(c.encoding + " is not chosen here");
    }
  }

  /** Appends length (varint), encoding id (u8) and the encoded values; of no values a 0. */
  void encodeNested(long[] values, int count, ByteSink out) {
    ByteSink part = sinks.isEmpty() ? new ByteSink() : sinks.pop();
    part.clear();
    if (count > 0) {
      part.u8(0);
      depth++;
      Encoding encoding = encode(values, count, part);
      depth--;
      part.array()[0] = (byte) encoding.id();
    }
    out.nested(part);
    sinks.push(part);
  }

  /** All different values, most frequent first; none where there are more than {@code most}. */
  long[] mostFrequent(long[] values, int count, int most) {
    counts.count(values, LongStatistics.of(values, count));
    return counts.exact() && counts.distinct() <= most
        ? counts.frequent(most, new long[most])
        : new long[0];
  }

  /** An array of at least so many places, to be given back. */
  long[] borrow(int count) {
    long[] array = arrays.isEmpty() ? new long[0] : arrays.pop();
    return array.length < count ? new long[Math.max(count, 256)] : array;
  }

  void giveBack(long[] array) {
    arrays.push(array);
  }
}
