package dev.weft.operator;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.expression.Evaluator;
import dev.weft.flow.ValueKind;
import dev.weft.scan.BatchSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds columns for distinct arguments to each batch: a tag, then the values (for an estimate:
 * register and exponent). With one argument the batch is passed on once; with several, once with
 * tag 0 for other aggregates and once for each argument i with tag i, all other arguments NULL.
 */
final class ExpandSink implements BatchSink {
  private final int width;
  private final List<DistinctAggregation.Item> items;
  private final boolean hasOthers;
  private final BatchSink next;
  private final Evaluator[] values;
  private int capacity;
  private @Nullable LongVector tags;
  private Vector[] absent = new Vector[0];
  private LongVector[] registers = new LongVector[0];
  private LongVector[] exponents = new LongVector[0];

  /**
   * @param width positions of the input
   * @param hasOthers true where there are other aggregates besides
   */
  ExpandSink(int width, List<DistinctAggregation.Item> items, boolean hasOthers, BatchSink next) {
    this.width = width;
    this.items = items;
    this.hasOthers = hasOthers;
    this.next = next;
    this.values = items.stream().map(i -> new Evaluator(i.value())).toArray(Evaluator[]::new);
  }

  @Override
  public void accept(Batch batch) throws IOException {
    ensure(batch.size());
    if (items.size() == 1) {
      push(batch, 0, 0);
      return;
    }
    if (hasOthers) {
      push(batch, 0, -1);
    }
    for (int i = 0; i < items.size(); i++) {
      push(batch, i + 1, i);
    }
  }

  private void ensure(int rows) {
    if (rows <= capacity) {
      return;
    }
    capacity = Math.max(rows, Batch.ROWS);
    tags = new LongVector(capacity);
    int columns = items.stream().mapToInt(DistinctAggregation.Item::columns).sum();
    absent = new Vector[columns];
    registers = new LongVector[items.size()];
    exponents = new LongVector[items.size()];
    int column = 0;
    for (int i = 0; i < items.size(); i++) {
      DistinctAggregation.Item item = items.get(i);
      absent[column++] =
          absent(item.approximate() ? ValueKind.LONG : item.value().kind(), capacity);
      if (item.approximate()) {
        absent[column++] = absent(ValueKind.LONG, capacity);
      }
      registers[i] = new LongVector(item.approximate() ? capacity : 0);
      exponents[i] = new LongVector(item.approximate() ? capacity : 0);
    }
  }

  private static Vector absent(ValueKind kind, int capacity) {
    Vector vector = Vector.of(kind, capacity);
    Arrays.fill(vector.useNulls(), true);
    return vector;
  }

  /** Passes a batch on with one argument present, or none at -1. */
  private void push(Batch batch, int tag, int present) throws IOException {
    @Nullable Vector[] vectors = new Vector[width + 1 + absent.length];
    for (int i = 0; i < width; i++) {
      vectors[i] = batch.has(i) ? batch.vector(i) : null;
    }
    LongVector tagVector = tags;
    if (tagVector != null) {
      Arrays.fill(tagVector.values, 0, batch.size(), tag);
    }
    vectors[width] = tagVector;
    System.arraycopy(absent, 0, vectors, width + 1, absent.length);
    if (present >= 0) {
      DistinctAggregation.Item item = items.get(present);
      Vector value = values[present].evaluate(batch);
      if (item.approximate()) {
        registers(batch, value, registers[present], exponents[present]);
        vectors[item.position()] = registers[present];
        vectors[item.position() + 1] = exponents[present];
      } else {
        vectors[item.position()] = value;
      }
    }
    Batch expanded = new Batch(vectors);
    expanded.size(batch.size());
    int[] selection = batch.selection();
    if (selection != null) {
      expanded.select(selection, batch.selected());
    }
    next.accept(expanded);
  }

  private static void registers(
      Batch batch, Vector value, LongVector register, LongVector exponent) {
    int[] selection = batch.selection();
    register.clearNulls();
    exponent.clearNulls();
    boolean[] none = new boolean[0];
    boolean[] noRegister = value.hasNulls() ? register.useNulls() : none;
    boolean[] noExponent = value.hasNulls() ? exponent.useNulls() : none;
    for (int i = 0; i < batch.selected(); i++) {
      int row = selection == null ? i : selection[i];
      if (value.isNull(row)) {
        noRegister[row] = true;
        noExponent[row] = true;
      } else {
        long hash = hash(value, row);
        register.values[row] = HllAccumulator.register(hash);
        exponent.values[row] = HllAccumulator.exponent(hash);
      }
    }
  }

  private static long hash(Vector value, int row) {
    if (value instanceof AddressVector v) {
      return KeyHash.mix(KeyHash.mix(KeyHash.mix(v.highs[row]) + v.lows[row]));
    }
    long bits =
        value instanceof DoubleVector v
            ? Double.doubleToLongBits(v.values[row] + 0.0)
            : ((LongVector) value).values[row];
    return KeyHash.mix(KeyHash.mix(bits));
  }
}
