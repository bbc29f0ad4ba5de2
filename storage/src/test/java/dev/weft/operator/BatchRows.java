package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches as rows of objects. */
final class BatchRows {
  private BatchRows() {}

  /** All rows of a stream, which is closed. */
  static List<List<@Nullable Object>> of(BatchStream stream) throws IOException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (stream) {
      for (Batch b = stream.next(); b != null; b = stream.next()) {
        int[] selection = b.selection();
        for (int i = 0; i < b.selected(); i++) {
          rows.add(row(b, selection == null ? i : selection[i]));
        }
      }
    }
    return rows;
  }

  private static List<@Nullable Object> row(Batch batch, int row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int p = 0; p < batch.width(); p++) {
      values.add(batch.has(p) ? value(batch.vector(p), row) : null);
    }
    return values;
  }

  private static @Nullable Object value(Vector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    } else if (vector instanceof LongVector v) {
      return v.values[row];
    } else if (vector instanceof DoubleVector v) {
      return v.values[row];
    } else if (vector instanceof AddressVector v) {
      IpAddress a = new IpAddress(v.highs[row], v.lows[row]);
      if (v.allIpv4() && !a.isIpv4()) {
        throw new AssertionError(a + " in a vector that says all are IPv4");
      }
      return a;
    }
    throw new AssertionError("a new kind of vector");
  }
}
