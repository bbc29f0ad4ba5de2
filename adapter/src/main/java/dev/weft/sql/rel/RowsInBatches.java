package dev.weft.sql.rel;

import dev.weft.batch.Batch;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.expression.Expression.Input;
import dev.weft.flow.ValueKind;
import dev.weft.operator.BatchStream;
import dev.weft.operator.Plan;
import dev.weft.scan.BatchSink;
import dev.weft.sql.exec.BatchRows;
import dev.weft.sql.exec.KeptMemory;
import dev.weft.sql.exec.QueryRun;
import dev.weft.sql.exec.RowReader;
import dev.weft.sql.exec.RowShape;
import dev.weft.sql.function.BatchTableFunction;
import dev.weft.sql.type.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * A {@link BatchTableFunction} of rows that Calcite's code makes: what it looks at goes into
 * batches. Where it keeps the table's columns, the rows wait in memory for their number.
 */
final class RowsInBatches {
  private static final long ROW_BYTES = 128;
  private static final long VALUE_BYTES = 40;

  private final BatchTableFunction function;
  private final RelDataType table;
  private final RelDataType rowType;
  private final QueryRun run;
  private final RowVectors vectors;
  private final List<@Nullable Object[]> kept = new ArrayList<>();

  RowsInBatches(BatchTableFunction function, RelDataType table, RelDataType rowType, QueryRun run) {
    this.function = function;
    this.table = table;
    this.rowType = rowType;
    this.run = run;
    this.vectors = new RowVectors(table);
  }

  Enumerable<@Nullable Object[]> of(
      Enumerable<@Nullable Object[]> input, List<@Nullable Object> arguments) {
    List<ValueKind> kinds = new ArrayList<>(vectors.kinds());
    kinds.add(ValueKind.LONG);
    Plan rows = new Plan.Rows(kinds, sink -> drain(input, sink));
    List<Value> columns = new ArrayList<>();
    for (int i = 0; i < vectors.kinds().size(); i++) {
      columns.add(Value.of(new Input(i, kinds.get(i), true)));
    }
    BatchTableFunction.Made made =
        function.plan(new BatchTableFunction.Table(rows, columns, table), arguments, run.files());
    return function.keepsColumns() ? numbered(made.plan()) : found(made);
  }

  private Enumerable<@Nullable Object[]> found(BatchTableFunction.Made made) {
    List<RelDataType> types =
        rowType.getFieldList().stream().map(RelDataTypeField::getType).toList();
    List<Integer> positions = IntStream.range(0, types.size()).boxed().toList();
    RowReader reader = new RowReader(positions, made.columns(), types, false);
    return new BatchRows(run, made.plan(), reader, RowShape.ARRAY)
        .select(row -> (@Nullable Object[]) Objects.requireNonNull(row));
  }

  private Enumerable<@Nullable Object[]> numbered(Plan plan) {
    int index = vectors.kinds().size();
    Plan.Numbered p = (Plan.Numbered) plan;
    Plan narrow = new Plan.Numbered(p.input(), p.keys(), p.columns(), p.numbering(), Set.of(index));
    return new AbstractEnumerable<>() {
      @Override
      public Enumerator<@Nullable Object[]> enumerator() {
        return Linq4j.enumerator(numberedRows(narrow, index));
      }
    };
  }

  private List<@Nullable Object[]> numberedRows(Plan plan, int index) {
    kept.clear();
    List<@Nullable Object[]> out = new ArrayList<>();
    try (BatchStream stream = run.start(plan)) {
      for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
        long[] indexes = batch.longs(index).values;
        LongVector numbers = batch.longs(index + 1);
        for (int i = 0; i < batch.selected(); i++) {
          @Nullable Object[] row = kept.get((int) indexes[i]);
          @Nullable Object[] longer = Arrays.copyOf(row, row.length + 1);
          longer[row.length] = numbers.isNull(i) ? null : numbers.values[i];
          out.add(longer);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  private void drain(Enumerable<@Nullable Object[]> input, BatchSink sink) throws IOException {
    @Nullable Vector[] all = new Vector[vectors.kinds().size() + 1];
    Vector[] own = new Vector[vectors.kinds().size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = Vector.of(vectors.kinds().get(i), Batch.ROWS);
      all[i] = own[i];
    }
    LongVector indexes = new LongVector(Batch.ROWS);
    all[own.length] = indexes;
    Batch batch = new Batch(all);
    KeptMemory.Share share = run.memory().share(this, function.getName() + " of computed rows");
    long rowBytes = ROW_BYTES + VALUE_BYTES * own.length;
    long number = 0;
    int filled = 0;
    try (Enumerator<@Nullable Object[]> rows = input.enumerator()) {
      while (rows.moveNext()) {
        @Nullable Object[] row = rows.current();
        if (function.keepsColumns()) {
          share.take(rowBytes); // here and, longer by one, in what comes out
          kept.add(row);
        }
        share.take(vectors.put(row, own, filled));
        indexes.values[filled] = number++;
        if (++filled == Batch.ROWS) {
          pass(batch, own, filled, sink);
          filled = 0;
        }
      }
    }
    if (filled > 0) {
      pass(batch, own, filled, sink);
    }
  }

  private void pass(Batch batch, Vector[] own, int rows, BatchSink sink) throws IOException {
    run.check();
    batch.size(rows);
    sink.accept(batch);
    for (Vector v : own) {
      v.clearNulls();
    }
  }
}
