package dev.weft.silk;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.Vector;
import dev.weft.error.CorruptFileException;
import dev.weft.flow.FlowColumn;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads records from a data stream into one buffer, a chunk at a time. */
final class SilkChunkReader implements ChunkReader {
  private final SilkDataStream in;
  private final RecordContext context;
  private final RecordDecoder decoder;
  private final int size;
  private final byte[] records;
  private int rows;
  private boolean ended;
  private @Nullable IOException fault;

  /**
   * @param in at the first byte of a record; closed with this reader
   * @param mostRows upper bound of the rows there are, so that a short file takes a small buffer
   */
  SilkChunkReader(SilkDataStream in, RecordContext context, long mostRows) {
    this.in = in;
    this.context = context;
    this.decoder = new RecordDecoder(context);
    this.size = context.layout().size();
    this.records = new byte[size * (int) Math.max(1, Math.min(Batch.ROWS, mostRows))];
  }

  @Override
  public int next() throws IOException {
    rows = 0;
    if (fault == null && !ended) {
      rows = fill();
    }
    if (rows == 0 && fault != null) {
      throw fault;
    }
    return rows;
  }

  /** Reads as many whole records as there are room and bytes for; keeps a fault for later. */
  private int fill() {
    int filled = 0;
    try {
      while (filled < records.length) {
        int n = in.read(records, filled, records.length - filled);
        if (n < 0) {
          ended = true;
          break;
        }
        filled += n;
      }
    } catch (IOException e) {
      fault = e;
    }
    int rest = filled % size;
    if (ended && rest != 0) {
      fault =
          new CorruptFileException(
              context.file(),
              in.fileOffset(rest),
              "incomplete record at the end: " + size + " bytes expected, " + rest + " found");
    }
    return filled / size;
  }

  @Override
  public void read(FlowColumn column, Vector target) {
    decoder.read(column, records, null, rows, target);
  }

  @Override
  public void readSelected(FlowColumn column, int[] selected, int count, Vector target) {
    // Taking most rows one by one costs more than taking all of them in order.
    boolean most = count > rows / 2;
    decoder.read(column, records, most ? null : selected, most ? rows : count, target);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
