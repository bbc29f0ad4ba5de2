package dev.weft.maintenance;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.partition.PartitionFile;
import dev.weft.partition.PartitionWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Merges segments by start time. Holds a chunk of each in memory; flows of one segment that start
 * before the next flow of any other are copied together. For one thread.
 */
final class SegmentMerger implements Closeable {
  /** What a segment stores of a flow. */
  static final Set<FlowColumn> COLUMNS = columns();

  private final List<PartitionFile> files = new ArrayList<>();
  private final Batch merged = Batch.ofFlows(COLUMNS, Batch.ROWS);

  /** Opens the segments, which stay readable even where they are deleted meanwhile. */
  static SegmentMerger open(List<Path> segments) throws IOException {
    SegmentMerger merger = new SegmentMerger();
    try {
      for (Path segment : segments) {
        merger.files.add(PartitionFile.open(segment, 0, 0, WarningSink.NONE));
      }
      return merger;
    } catch (Throwable t) {
      try (merger) {
        throw t;
      }
    }
  }

  private static Set<FlowColumn> columns() {
    Set<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
    for (FlowColumn c : FlowColumn.values()) {
      if (c.isStored() && !c.isPartitionKey()) {
        columns.add(c);
      }
    }
    return columns;
  }

  List<PartitionFile> files() {
    return Collections.unmodifiableList(files);
  }

  /**
   * Writes all flows of all segments.
   *
   * @param cancelled asked now and then
   * @return false where it was cancelled, with some of the flows written
   */
  boolean writeTo(PartitionWriter writer, BooleanSupplier cancelled) throws IOException {
    PriorityQueue<Input> queue = new PriorityQueue<>(Comparator.comparingLong(Input::head));
    List<Input> inputs = new ArrayList<>();
    try {
      for (PartitionFile file : files) {
        Input input = new Input(file);
        inputs.add(input);
        if (input.advance(0)) {
          queue.add(input);
        }
      }
      merged.size(0);
      while (!queue.isEmpty()) {
        Input first = queue.remove();
        Input second = queue.peek();
        int count = first.run(second == null ? Long.MAX_VALUE : second.head());
        count = Math.min(count, Batch.ROWS - merged.size());
        copy(first, count);
        if (merged.size() == Batch.ROWS) {
          writer.append(merged);
          merged.size(0);
          if (cancelled.getAsBoolean()) {
            return false;
          }
        }
        if (first.advance(count)) {
          queue.add(first);
        }
      }
      writer.append(merged);
      return true;
    } finally {
      for (Input input : inputs) {
        input.close();
      }
    }
  }

  private void copy(Input from, int count) {
    int at = merged.size();
    for (FlowColumn c : COLUMNS) {
      if (c.isAddress()) {
        AddressVector source = from.chunk.addresses(c);
        AddressVector target = merged.addresses(c);
        System.arraycopy(source.highs, from.row, target.highs, at, count);
        System.arraycopy(source.lows, from.row, target.lows, at, count);
      } else {
        System.arraycopy(from.chunk.longs(c).values, from.row, merged.longs(c).values, at, count);
      }
    }
    merged.size(at + count);
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (PartitionFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  /** A segment on its way through the merge. */
  private static final class Input implements Closeable {
    private final PartitionFile file;
    private final Batch chunk = Batch.ofFlows(COLUMNS, Batch.ROWS);
    private @Nullable ChunkReader reader;
    private int nextBlock;
    private int rows;
    private int row; // the next to go

    Input(PartitionFile file) {
      this.file = file;
    }

    /** Start of the next flow. */
    long head() {
      return chunk.longs(FlowColumn.STIME).values[row];
    }

    /** How many of the next flows of the chunk, at least one, start no later than a time. */
    int run(long last) {
      long[] starts = chunk.longs(FlowColumn.STIME).values;
      int end = row + 1;
      while (end < rows && starts[end] <= last) {
        end++;
      }
      return end - row;
    }

    /** Steps over flows; false at the end. */
    boolean advance(int count) throws IOException {
      row += count;
      while (row == rows) {
        if (reader == null) {
          if (nextBlock == file.blocks()) {
            return false;
          }
          reader = file.read(nextBlock++);
        }
        rows = reader.next();
        row = 0;
        if (rows == 0) {
          close();
          continue;
        }
        for (FlowColumn c : COLUMNS) {
          reader.read(c, chunk.vector(c.ordinal()));
        }
      }
      return true;
    }

    @Override
    public void close() throws IOException {
      if (reader != null) {
        reader.close();
        reader = null;
      }
    }
  }
}
