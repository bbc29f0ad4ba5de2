package dev.weft.silk;

import dev.weft.batch.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the records that are wanted right now, each packed together in an array, and the
 * arrays to put them in. For one thread.
 */
final class RecordFields {
  private final RecordLayout layout;
  private final boolean bigEndian;
  private final List<long[]> scratch = new ArrayList<>();
  private int scratchUsed;

  private byte[] records = new byte[0];
  private int @Nullable [] rows;
  private int count;

  RecordFields(RecordLayout layout, boolean bigEndian) {
    this.layout = layout;
    this.bigEndian = bigEndian;
  }

  /** Begins with other records; takes all arrays back. */
  void begin(byte[] chunk) {
    records = chunk;
    scratchUsed = 0;
  }

  /** Chooses records by number; null = the first {@code wanted}. */
  void want(int @Nullable [] numbers, int wanted) {
    rows = numbers;
    count = wanted;
  }

  RecordLayout layout() {
    return layout;
  }

  byte[] records() {
    return records;
  }

  int @Nullable [] rows() {
    return rows;
  }

  int count() {
    return count;
  }

  /** A field of each record wanted; 0 where the layout lacks it. */
  void field(Field field, long[] out) {
    fieldOr(field, 0, out);
  }

  /** A field of each record wanted, or a number that stands for it. */
  void fieldOr(Field field, long otherwise, long[] out) {
    Bits bits = layout.bits(field);
    if (bits == null) {
      Arrays.fill(out, 0, count, otherwise);
    } else {
      WordLoops.extract(records, layout.size(), bigEndian, bits, rows, count, out);
    }
  }

  /** An array of {@link Batch#ROWS}, for use until the next {@link #begin}. */
  long[] take() {
    if (scratchUsed == scratch.size()) {
      scratch.add(new long[Batch.ROWS]);
    }
    return scratch.get(scratchUsed++);
  }
}
