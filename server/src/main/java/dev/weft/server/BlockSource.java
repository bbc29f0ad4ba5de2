package dev.weft.server;

import dev.weft.jdbc.ResultBlocks;
import dev.weft.jdbc.wire.AddressPacker;
import dev.weft.jdbc.wire.ColumnPacker;
import dev.weft.jdbc.wire.RealPacker;
import dev.weft.jdbc.wire.Rep;
import dev.weft.jdbc.wire.TextPacker;
import dev.weft.jdbc.wire.WholePacker;
import dev.weft.jdbc.wire.WireColumn;
import dev.weft.sql.exec.RowBlock;
import dev.weft.sql.exec.RowForm;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies columns from a query's batches. For use by one thread. */
final class BlockSource implements PackedFiller.Source {
  /** Rows that are copied at once: their values stay in the processor's cache. */
  private static final int STEP = 1024;

  private final ResultBlocks blocks;
  private final List<ColumnPacker> columns;
  private final long[] codes = new long[STEP];

  private BlockSource(ResultBlocks blocks, List<ColumnPacker> columns) {
    this.blocks = blocks;
    this.columns = columns;
  }

  /** Null where some value of a batch is not what its column sends. */
  static @Nullable BlockSource of(ResultBlocks blocks, List<WireColumn> described) {
    List<ColumnPacker> columns = new ArrayList<>();
    for (int i = 0; i < described.size(); i++) {
      ColumnPacker column = packer(blocks.form(i), described.get(i).rep(), blocks.scale(i));
      if (column == null) {
        return null;
      }
      columns.add(column);
    }
    return new BlockSource(blocks, columns);
  }

  private static @Nullable ColumnPacker packer(RowForm form, Rep rep, int scale) {
    return switch (form) {
      case BOOLEAN -> rep == Rep.BOOLEAN ? WholePacker.ofNumbers() : null;
      case BYTE -> rep == Rep.BYTE ? WholePacker.ofNumbers() : null;
      case SHORT -> rep == Rep.SHORT ? WholePacker.ofNumbers() : null;
      case INTEGER -> rep == Rep.INTEGER ? WholePacker.ofNumbers() : null;
      case LONG -> rep == Rep.LONG ? WholePacker.ofNumbers() : null;
      case DECIMAL -> rep == Rep.NUMBER ? WholePacker.ofDecimals(scale) : null;
      case FLOAT -> rep == Rep.FLOAT ? new RealPacker(true) : null;
      case DOUBLE -> rep == Rep.DOUBLE ? new RealPacker(false) : null;
      case LABEL -> rep == Rep.STRING ? TextPacker.ofTexts() : null;
      case ADDRESS -> rep == Rep.STRING ? new AddressPacker() : null;
    };
  }

  @Override
  public List<ColumnPacker> columns() {
    return columns;
  }

  @Override
  public int take(int row, int most) throws SQLException {
    RowBlock block = blocks.next(Math.min(most, STEP));
    if (block == null) {
      return 0;
    }
    int count = block.count();
    for (int i = 0; i < columns.size(); i++) {
      ColumnPacker column = columns.get(i);
      column.reserve(row + count);
      if (block.nulls(i, column.nulls(), row)) {
        column.markNulls();
      }
      copy(block, i, column, row);
    }
    return count;
  }

  private void copy(RowBlock block, int i, ColumnPacker column, int row) {
    if (column instanceof WholePacker whole) {
      block.wholes(i, whole.values(), row);
    } else if (column instanceof RealPacker real) {
      block.reals(i, real.values(), row);
    } else if (column instanceof AddressPacker address) {
      block.addresses(i, address.highs(), address.lows(), row);
    } else if (column instanceof TextPacker text) {
      block.wholes(i, codes, 0);
      text.labels(row, codes, block.count(), block.labels(i));
    }
  }
}
