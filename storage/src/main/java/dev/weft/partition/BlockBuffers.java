package dev.weft.partition;

import dev.weft.batch.Batch;
import dev.weft.encoding.AddressEncoding;
import dev.weft.encoding.BitPacking;
import dev.weft.encoding.LongReader;
import dev.weft.encoding.PredictedEncoding;
import dev.weft.flow.FlowColumn;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The arrays and decoders with which a block is read, handed from one reader to the next: a small
 * block costs less to decode than new arrays cost to clear. For one thread at a time.
 */
final class BlockBuffers {
  private static final int MOST_IDLE = Runtime.getRuntime().availableProcessors();

  private static final ConcurrentLinkedDeque<BlockBuffers> IDLE = new ConcurrentLinkedDeque<>();
  private static final AtomicInteger IDLE_COUNT = new AtomicInteger();

  private final byte[][] bytes = new byte[FlowColumn.count()][0];
  private final @Nullable LongReader[] longs = new LongReader[FlowColumn.count()];
  private final AddressEncoding.@Nullable Decoder[] addresses =
      new AddressEncoding.Decoder[FlowColumn.count()];

  /** A value a row of a chunk. */
  final long[] scratch = new long[Batch.ROWS];

  private BlockBuffers() {}

  static BlockBuffers take() {
    BlockBuffers buffers = IDLE.pollFirst();
    if (buffers == null) {
      return new BlockBuffers();
    }
    IDLE_COUNT.decrementAndGet();
    return buffers;
  }

  /** Hands them on; the caller forgets them. */
  void giveBack() {
    for (LongReader reader : longs) {
      if (reader != null) {
        reader.columns(PredictedEncoding.Columns.NONE); // else it would keep the file in memory
      }
    }
    if (IDLE_COUNT.incrementAndGet() <= MOST_IDLE) {
      IDLE.addFirst(this);
    } else {
      IDLE_COUNT.decrementAndGet();
    }
  }

  /** An array for a column's bytes, with padding for decoders behind {@code length}. */
  byte[] bytes(FlowColumn column, int length) {
    byte[] array = bytes[column.ordinal()];
    if (array.length < length + BitPacking.PADDING) {
      array = new byte[length + length / 8 + BitPacking.PADDING];
      bytes[column.ordinal()] = array;
    }
    return array;
  }

  LongReader longs(FlowColumn column) {
    LongReader reader = longs[column.ordinal()];
    if (reader == null) {
      reader = new LongReader();
      longs[column.ordinal()] = reader;
    }
    return reader;
  }

  AddressEncoding.Decoder addresses(FlowColumn column) {
    AddressEncoding.Decoder decoder = addresses[column.ordinal()];
    if (decoder == null) {
      decoder = new AddressEncoding.Decoder();
      addresses[column.ordinal()] = decoder;
    }
    return decoder;
  }
}
