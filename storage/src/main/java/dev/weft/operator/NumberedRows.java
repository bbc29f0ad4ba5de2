package dev.weft.operator;

import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.ValueKind;
import dev.weft.scan.BatchSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers rows with their numbers into batches. */
final class NumberedRows {
  /**
   * What is stored of each row besides its keys.
   *
   * @param columns of the layout
   * @param positions of the input that are kept
   * @param places where the layout has them, keys first
   */
  record Stored(List<Expression> columns, int[] positions, int[] places) {
    static Stored of(Plan.Numbered plan) {
      List<ValueKind> kinds = plan.input().output();
      List<Expression> all = new ArrayList<>(plan.keys());
      all.addAll(plan.columns());
      int[] positions = plan.kept().stream().mapToInt(Integer::intValue).sorted().toArray();
      int[] places = new int[positions.length];
      for (int i = 0; i < positions.length; i++) {
        places[i] = place(all, positions[i]);
        if (places[i] < 0) {
          places[i] = all.size();
          all.add(new Input(positions[i], kinds.get(positions[i]), true));
        }
      }
      return new Stored(all.subList(plan.keys().size(), all.size()), positions, places);
    }

    /** A key or column that is the position itself needs not be stored again. */
    private static int place(List<Expression> all, int position) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i) instanceof Input input && input.position() == position) {
          return i;
        }
      }
      return -1;
    }
  }

  private final Stored stored;
  private final KeyedLayout layout;
  private final BatchSink next;
  private final Batch out;
  private final LongVector numbers = new LongVector(Batch.ROWS);
  private final Vector[] kept;
  private int filled;

  NumberedRows(Plan.Numbered plan, Stored stored, KeyedLayout layout, BatchSink next) {
    this.stored = stored;
    this.layout = layout;
    this.next = next;
    List<ValueKind> kinds = plan.input().output();
    @Nullable Vector[] vectors = new Vector[kinds.size() + 1];
    this.kept = new Vector[stored.positions.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = Vector.of(kinds.get(stored.positions[i]), Batch.ROWS);
      vectors[stored.positions[i]] = kept[i];
    }
    vectors[kinds.size()] = numbers;
    this.out = new Batch(vectors);
  }

  /** Adds a row. */
  void add(long[][] piece, int row, long number) throws IOException {
    addKept(piece, row);
    numbers.values[filled] = number;
    if (numbers.hasNulls()) {
      numbers.useNulls()[filled] = false;
    }
    added();
  }

  /** Adds a row that belongs to nothing. */
  void addWithout(long[][] piece, int row) throws IOException {
    addKept(piece, row);
    numbers.useNulls()[filled] = true;
    added();
  }

  private void addKept(long[][] piece, int row) {
    for (int i = 0; i < kept.length; i++) {
      layout.decode(stored.places[i], piece, row, kept[i], filled);
    }
  }

  private void added() throws IOException {
    if (++filled == Batch.ROWS) {
      flush();
    }
  }

  /** Passes on what was added. */
  void flush() throws IOException {
    if (filled > 0) {
      out.size(filled);
      filled = 0;
      next.accept(out);
      for (Vector v : kept) {
        v.clearNulls();
      }
      numbers.clearNulls();
    }
  }
}
