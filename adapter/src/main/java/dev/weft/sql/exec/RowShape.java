package dev.weft.sql.exec;

import dev.weft.batch.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Calcite takes for a row: it depends on the number of columns. */
public enum RowShape {
  /** An {@code Object[]}. */
  ARRAY {
    @Override
    @Nullable Object row(RowReader reader, Batch batch, int row) {
      return reader.row(batch, row);
    }
  },
  /** The value of the only column. */
  VALUE {
    @Override
    @Nullable Object row(RowReader reader, Batch batch, int row) {
      return reader.value(batch, row, 0);
    }
  },
  /** An empty list, for a row without columns. */
  NOTHING {
    @Override
    @Nullable Object row(RowReader reader, Batch batch, int row) {
      return List.of();
    }
  };

  abstract @Nullable Object row(RowReader reader, Batch batch, int row);

  /** The shape that Calcite's generated code expects. */
  public static RowShape ofColumns(int count) {
    return count == 0 ? NOTHING : count == 1 ? VALUE : ARRAY;
  }
}
