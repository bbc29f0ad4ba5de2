package dev.weft.partition;

import dev.weft.error.CorruptFileException;
import dev.weft.flow.FlowColumn;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A partition's bytes are not those that were written. */
public final class CorruptPartitionException extends CorruptFileException {
  /** How each message ends; who runs it already needs no advice. */
  public static final String ADVICE = "; run weft verify";

  private static final long serialVersionUID = 1L;

  /** {@link #block} of a fault outside the blocks. */
  public static final int NO_BLOCK = -1;

  private final int block;
  private final @Nullable FlowColumn column;

  CorruptPartitionException(Path file, long offset, String detail) {
    this(file, NO_BLOCK, null, offset, detail);
  }

  CorruptPartitionException(
      Path file, int block, @Nullable FlowColumn column, long offset, String detail) {
    super(file.toString(), offset, where(block, column) + detail + ADVICE);
    this.block = block;
    this.column = column;
  }

  /** A checksum that does not fit. */
  static CorruptPartitionException checksum(
      Path file,
      int block,
      @Nullable FlowColumn column,
      long offset,
      String what,
      int expected,
      int found) {
    return new CorruptPartitionException(
        file,
        block,
        column,
        offset,
        String.format("%sCRC-32C expected %08x, found %08x", what, expected, found));
  }

  private static String where(int block, @Nullable FlowColumn column) {
    String name = column == null ? "" : column.name().toLowerCase(Locale.ROOT) + " ";
    return block == NO_BLOCK ? name : name + "block " + block + ": ";
  }

  /** The damaged block, {@link #NO_BLOCK} where the fault is elsewhere. */
  public int block() {
    return block;
  }

  /** The damaged column, null where the fault is in none. */
  public @Nullable FlowColumn column() {
    return column;
  }
}
