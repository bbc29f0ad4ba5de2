package dev.weft.encoding;

import java.io.IOException;

/**
 * Ascending values as steps from row to row, with a value to start from every 4096 rows.
 *
 * <p>Layout: part of the values of rows 0, 4096, 8192, ...; part of the steps, that of row 0 being
 * 0. A part is what {@link LongEncoder#encodeNested} writes.
 */
final class DeltaEncoding {
  static final int CHUNK = 4096;

  private DeltaEncoding() {}

  static void encode(long[] values, int count, LongEncoder parts, ByteSink out) {
    long[] starts = new long[(count + CHUNK - 1) / CHUNK];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = values[i * CHUNK];
    }
    parts.encodeNested(starts, starts.length, out);
    long[] steps = parts.borrow(count);
    steps(values, count, steps);
    parts.encodeNested(steps, count, out);
    parts.giveBack(steps);
  }

  static void steps(long[] values, int count, long[] steps) {
    steps[0] = 0;
    for (int i = 1; i < count; i++) {
      steps[i] = values[i] - values[i - 1];
    }
  }

  static final class Decoder extends LongDecoder {
    private final LongReader startReader;
    private final LongReader stepReader;
    private final long[] chunk = new long[CHUNK];
    private long[] starts = new long[1];
    private LongDecoder steps = ConstantEncoding.NO_ROWS;
    private int rows;
    private int current; // number of the chunk at hand, -1 for none

    Decoder(int depth) {
      startReader = new LongReader(depth + 1);
      stepReader = new LongReader(depth + 1);
    }

    @Override
    public void open(byte[] bytes, int offset, int length, int rows) throws IOException {
      ByteSource in = new ByteSource(bytes, offset, length);
      int chunks = (rows + CHUNK - 1) / CHUNK;
      if (starts.length < chunks) {
        starts = new long[chunks];
      }
      startReader.openNested(in, bytes, chunks).read(0, chunks, starts, 0);
      steps = stepReader.openNested(in, bytes, rows);
      in.finish();
      this.rows = rows;
      current = -1;
    }

    /** Makes a chunk's values. */
    private void load(int number, int count, long[] out, int outFrom) {
      steps.read(number * CHUNK, count, out, outFrom);
      long value = starts[number];
      out[outFrom] = value;
      for (int i = outFrom + 1; i < outFrom + count; i++) {
        value += out[i];
        out[i] = value;
      }
    }

    private void keep(int number) {
      if (number != current) {
        load(number, Math.min(CHUNK, rows - number * CHUNK), chunk, 0);
        current = number;
      }
    }

    @Override
    public void read(int from, int count, long[] out, int outFrom) {
      int done = 0;
      while (done < count) {
        int row = from + done;
        int take = Math.min(count - done, CHUNK - row % CHUNK);
        if (row % CHUNK == 0 && row / CHUNK != current) {
          load(row / CHUNK, take, out, outFrom + done);
        } else {
          keep(row / CHUNK);
          System.arraycopy(chunk, row % CHUNK, out, outFrom + done, take);
        }
        done += take;
      }
    }

    @Override
    public long get(int row) {
      keep(row / CHUNK);
      return chunk[row % CHUNK];
    }
  }
}
