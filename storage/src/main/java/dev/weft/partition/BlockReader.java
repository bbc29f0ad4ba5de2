package dev.weft.partition;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.batch.Zone;
import dev.weft.encoding.AddressEncoding;
import dev.weft.encoding.ByteSource;
import dev.weft.encoding.Encoding;
import dev.weft.encoding.EncodingException;
import dev.weft.encoding.LongDecoder;
import dev.weft.encoding.LongReader;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.LongRanges;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a block in chunks of {@link Batch#ROWS} rows. A column's bytes are read and checked when
 * the column is first asked for, and never otherwise. For one thread.
 */
final class BlockReader implements ChunkReader {
  private final PartitionFile file;
  private final int block;
  private final BlockFooter footer;
  private final @Nullable LongDecoder[] longs = new LongDecoder[FlowColumn.count()];
  private final AddressEncoding.@Nullable Decoder[] addresses =
      new AddressEncoding.Decoder[FlowColumn.count()];
  private @Nullable BlockBuffers buffers = BlockBuffers.take(); // null once closed
  private int chunk; // first row of the current chunk
  private int rows; // of the current chunk

  BlockReader(PartitionFile file, int block) {
    this.file = file;
    this.block = block;
    this.footer = file.footer().block(block);
  }

  @Override
  public int next() {
    chunk += rows;
    rows = Math.min(Batch.ROWS, footer.rows - chunk);
    return rows;
  }

  @Override
  public void read(FlowColumn column, Vector target) throws IOException {
    target.clearNulls();
    if (column.isAddress()) {
      AddressVector v = (AddressVector) target;
      if (!fillConstant(column, v)) {
        AddressEncoding.Decoder decoder = openAddresses(column);
        v.allIpv4(decoder.allIpv4());
        decoder.read(chunk, rows, v.highs, v.lows, 0);
      }
      return;
    }
    long[] out = ((LongVector) target).values;
    if (fillConstant(column, out)) {
      return;
    }
    if (column == FlowColumn.ETIME) {
      read(FlowColumn.STIME, target);
      addDurations(out, null, rows);
    } else {
      openLongs(column).read(chunk, rows, out, 0);
    }
  }

  @Override
  public void readSelected(FlowColumn column, int[] selection, int count, Vector target)
      throws IOException {
    target.clearNulls();
    if (column.isAddress()) {
      AddressVector v = (AddressVector) target;
      if (!fillConstant(column, v)) {
        AddressEncoding.Decoder decoder = openAddresses(column);
        v.allIpv4(decoder.allIpv4());
        decoder.readSelected(chunk, selection, count, v.highs, v.lows);
      }
      return;
    }
    long[] out = ((LongVector) target).values;
    if (fillConstant(column, out)) {
      return;
    }
    if (column == FlowColumn.ETIME) {
      readSelected(FlowColumn.STIME, selection, count, target);
      addDurations(out, selection, count);
    } else {
      openLongs(column).readSelected(chunk, selection, count, out);
    }
  }

  @Override
  public int match(FlowColumn column, LongRanges values, int[] out) throws IOException {
    return column == FlowColumn.ETIME || isConstant(column)
        ? -1
        : openLongs(column).match(chunk, rows, values, out);
  }

  @Override
  public @Nullable IntToLongFunction ascending(FlowColumn column) throws IOException {
    if (column.isAddress() || column == FlowColumn.ETIME) {
      return null;
    }
    if (isConstant(column)) {
      long value = file.zone(block, column).minLow();
      return row -> value;
    }
    Encoding encoding = footer.encoding(column);
    if (encoding != Encoding.SORTED && encoding != Encoding.DELTA) {
      return null;
    }
    LongDecoder decoder = openLongs(column);
    int first = chunk;
    return row -> decoder.get(first + row);
  }

  /** Adds the duration of each row, or of the selected ones, to what stands there. */
  private void addDurations(long[] out, int @Nullable [] selection, int count) throws IOException {
    long[] durations = buffers().scratch;
    if (!fillConstant(FlowColumn.DURATION, durations)) {
      LongDecoder decoder = openLongs(FlowColumn.DURATION);
      if (selection == null) {
        decoder.read(chunk, rows, durations, 0);
      } else {
        decoder.readSelected(chunk, selection, count, durations);
      }
    }
    for (int i = 0; i < count; i++) {
      int row = selection == null ? i : selection[i];
      out[row] += durations[row];
    }
  }

  /** Fills a column that is one value in the block; false where it is not. */
  private boolean fillConstant(FlowColumn column, long[] out) {
    if (!isConstant(column)) {
      return false;
    }
    Arrays.fill(out, 0, rows, file.zone(block, column).minLow());
    return true;
  }

  private boolean isConstant(FlowColumn column) {
    return column.isPartitionKey()
        || column != FlowColumn.ETIME && footer.encoding(column) == Encoding.CONSTANT;
  }

  private boolean fillConstant(FlowColumn column, AddressVector v) {
    if (footer.encoding(column) != Encoding.CONSTANT) {
      return false;
    }
    Zone z = footer.zone(column);
    v.allIpv4(IpAddress.isIpv4(z.minHigh(), z.minLow()));
    Arrays.fill(v.highs, 0, rows, z.minHigh());
    Arrays.fill(v.lows, 0, rows, z.minLow());
    return true;
  }

  private LongDecoder openLongs(FlowColumn column) throws IOException {
    LongDecoder decoder = longs[column.ordinal()];
    if (decoder == null) {
      byte[] bytes = load(column);
      LongReader reader = buffers().longs(column);
      reader.columns(other -> openBefore(column, other));
      try {
        decoder =
            reader.open(footer.encoding(column), bytes, 0, footer.length(column), footer.rows);
      } catch (EncodingException e) {
        throw malformed(column, e);
      }
      longs[column.ordinal()] = decoder;
    }
    return decoder;
  }

  /** Opens a column that tells another one, which must come later: so there is no circle. */
  private LongDecoder openBefore(FlowColumn column, FlowColumn other) throws IOException {
    if (other.ordinal() >= column.ordinal() || other.isPartitionKey() || other.isAddress()) {
      throw new EncodingException(column + ": expected not to be told by " + other);
    }
    return footer.encoding(other) == Encoding.CONSTANT
        ? LongDecoder.ofConstant(footer.zone(other).minLow())
        : openLongs(other);
  }

  private AddressEncoding.Decoder openAddresses(FlowColumn column) throws IOException {
    AddressEncoding.Decoder decoder = addresses[column.ordinal()];
    if (decoder == null) {
      byte[] bytes = load(column);
      decoder = buffers().addresses(column);
      try {
        decoder.open(footer.encoding(column), bytes, 0, footer.length(column), footer.rows);
      } catch (EncodingException e) {
        throw malformed(column, e);
      }
      addresses[column.ordinal()] = decoder;
    }
    return decoder;
  }

  /** The column's bytes, compared with their checksum. */
  private byte[] load(FlowColumn column) throws IOException {
    KeptColumns kept = file.shared().columns();
    byte[] known = kept == null ? null : kept.get(block, column);
    if (known != null) {
      return known;
    }
    int length = footer.length(column) + PartitionFormat.CRC_BYTES;
    byte[] room = kept == null ? null : kept.room(block, column, length);
    if (kept == null || room == null) {
      byte[] bytes = buffers().bytes(column, length);
      read(column, bytes);
      return bytes;
    }
    boolean sound = false;
    try {
      read(column, room);
      sound = true;
    } finally {
      kept.keep(block, column, room, sound);
    }
    return room;
  }

  /** Reads a column's bytes from the file, whatever is kept of them, to compare their checksum. */
  void checkBytes(FlowColumn column) throws IOException {
    if (!isConstant(column)) {
      int length = footer.length(column) + PartitionFormat.CRC_BYTES;
      read(column, buffers().bytes(column, length));
    }
  }

  private void read(FlowColumn column, byte[] bytes) throws IOException {
    int length = footer.length(column);
    file.read(footer.offset(column), length + PartitionFormat.CRC_BYTES, bytes);
    int found = PartitionFormat.crc(bytes, 0, length);
    int expected = new ByteSource(bytes, length, PartitionFormat.CRC_BYTES).u32();
    if (expected != found) {
      throw CorruptPartitionException.checksum(
          file.path(), block, column, footer.offset(column), "", expected, found);
    }
  }

  private CorruptPartitionException malformed(FlowColumn column, EncodingException e) {
    return new CorruptPartitionException(
        file.path(),
        block,
        column,
        footer.offset(column),
        footer.encoding(column) + ": " + e.getMessage());
  }

  private BlockBuffers buffers() {
    if (buffers == null) {
      throw new IllegalStateException("the reader is closed");
    }
    return buffers;
  }

  @Override
  public void close() {
    if (buffers != null) {
      buffers.giveBack();
      buffers = null;
      Arrays.fill(longs, null); // they are another reader's from now on
      Arrays.fill(addresses, null);
    }
  }
}
