package dev.weft.batch;

import dev.weft.flow.FlowColumn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows as columns, with a selection of those that count. Reused from one filling to the next; not
 * thread-safe.
 *
 * <p>A batch of flows has a vector for {@code FlowColumn} c at position {@code c.ordinal()} and
 * null at the positions of columns that nobody asked for. Above a scan positions are those of the
 * operator's output.
 */
public final class Batch {
  /** Rows of a batch in a running query; a power of two. */
  public static final int ROWS = 4096;

  private final @Nullable Vector[] vectors;
  private int size;
  private int @Nullable [] selection;
  private int selected;

  public Batch(@Nullable Vector... vectors) {
    this.vectors = vectors;
  }

  /** A batch of flows with room for {@code capacity} rows of these columns. */
  public static Batch ofFlows(Set<FlowColumn> columns, int capacity) {
    @Nullable Vector[] vectors = new Vector[FlowColumn.count()];
    for (FlowColumn c : columns) {
      vectors[c.ordinal()] = Vector.of(c.kind(), capacity);
    }
    return new Batch(vectors);
  }

  /** Number of positions. */
  public int width() {
    return vectors.length;
  }

  /** True where the position holds a vector. */
  public boolean has(int position) {
    return vectors[position] != null;
  }

  public Vector vector(int position) {
    Vector v = vectors[position];
    if (v == null) {
      throw new IllegalStateException("batch holds no column " + position);
    }
    return v;
  }

  public LongVector longs(int position) {
    return (LongVector) vector(position);
  }

  public LongVector longs(FlowColumn column) {
    return (LongVector) vector(column.ordinal());
  }

  public AddressVector addresses(FlowColumn column) {
    return (AddressVector) vector(column.ordinal());
  }

  /** Rows filled, selected or not. */
  public int size() {
    return size;
  }

  /** Declares the first {@code rows} rows filled and all of them selected. */
  public void size(int rows) {
    size = rows;
    selection = null;
    selected = rows;
  }

  /** Row numbers, ascending, of which the first {@link #selected} count; null = all rows. */
  public int @Nullable [] selection() {
    return selection;
  }

  /** Number of rows that count. */
  public int selected() {
    return selected;
  }

  /**
   * Narrows the batch to some of its rows.
   *
   * @param rows ascending row numbers below {@link #size}; kept, not copied
   * @param count how many of them count
   */
  public void select(int[] rows, int count) {
    selection = rows;
    selected = count;
  }
}
