package dev.weft.batch;

import dev.weft.flow.ValueKind;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link Batch}: a plain array that its producer fills and its consumer reads. Not
 * thread-safe.
 */
public abstract sealed class Vector permits LongVector, DoubleVector, AddressVector {
  private boolean @Nullable [] nulls;
  private boolean hasNulls;

  /** A vector of the kind with room for {@code capacity} rows. */
  public static Vector of(ValueKind kind, int capacity) {
    return switch (kind) {
      case LONG -> new LongVector(capacity);
      case DOUBLE -> new DoubleVector(capacity);
      case ADDRESS -> new AddressVector(capacity);
    };
  }

  public abstract ValueKind kind();

  /** Rows there is room for. */
  public abstract int capacity();

  /** True where some row may be NULL; false promises that none is. */
  public final boolean hasNulls() {
    return hasNulls;
  }

  /** True where the row is NULL; its value then means nothing. */
  public final boolean isNull(int row) {
    return hasNulls && nulls != null && nulls[row];
  }

  /** Declares that no row is NULL. */
  public final void clearNulls() {
    hasNulls = false;
  }

  /** The mark of each row, all false after a call that turned it on; length = capacity. */
  public final boolean[] useNulls() {
    if (nulls == null) {
      nulls = new boolean[capacity()];
    } else if (!hasNulls) {
      java.util.Arrays.fill(nulls, false);
    }
    hasNulls = true;
    return nulls;
  }
}
