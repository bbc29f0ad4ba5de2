package dev.weft.jdbc.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a packed frame, see {@link Packing}. All of it is checked when it is read. */
final class PackedRows extends FrameRows {
  private final PackedColumn[] columns;
  private int row = -1;

  private PackedRows(Head head, PackedColumn[] columns) {
    super(head);
    this.columns = columns;
  }

  static PackedRows read(WireReader in, long offset, boolean done, List<WireColumn> expected)
      throws WireException {
    int rows = in.rawNumber(Packing.MOST_ROWS, "rows");
    int width = in.rawNumber(Integer.MAX_VALUE, "columns");
    if (width != expected.size()) {
      throw in.malformed("a frame has " + width + " columns, its result " + expected.size());
    }
    PackedColumn[] columns = new PackedColumn[width];
    for (int i = 0; i < width; i++) {
      columns[i] = PackedColumn.read(in, rows, expected.get(i).rep());
    }
    in.finish();
    return new PackedRows(new Head(offset, done, rows), columns);
  }

  @Override
  public boolean next() {
    if (row + 1 >= count()) {
      return false;
    }
    row++;
    return true;
  }

  @Override
  public boolean isNull(int column) {
    return columns[column].isNull(row);
  }

  @Override
  public long whole(int column) {
    return columns[column].whole(row);
  }

  @Override
  public boolean isAddress(int column) {
    return columns[column].isAddress();
  }

  @Override
  public long high(int column) {
    return columns[column].high(row);
  }

  @Override
  public long low(int column) {
    return columns[column].low(row);
  }

  @Override
  public String text(int column) {
    return columns[column].text(row);
  }

  @Override
  public @Nullable Object value(int column) {
    return columns[column].value(row);
  }
}
