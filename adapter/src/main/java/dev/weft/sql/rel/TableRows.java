package dev.weft.sql.rel;

import dev.weft.sql.exec.QueryRun;
import dev.weft.sql.function.BatchTableFunction;
import dev.weft.sql.function.TableFunction;
import dev.weft.sql.translate.Execution;
import dev.weft.sql.translate.ExpressionTranslator;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Runs a call of a {@link TableFunction} row by row. */
public final class TableRows {
  private final TableFunction function;
  private final RexCall call;
  private final @Nullable RelDataType table;
  private final RelDataType rowType;
  private final RexBuilder rexBuilder;

  TableRows(
      TableFunction function,
      RexCall call,
      @Nullable RelDataType table,
      RelDataType rowType,
      RexBuilder rexBuilder) {
    this.rowType = rowType;
    this.function = function;
    this.call = call;
    this.table = table;
    this.rexBuilder = rexBuilder;
  }

  /** The operands that are constants. */
  static List<RexNode> constants(TableFunction function, RexCall call) {
    List<RexNode> all = call.getOperands();
    return function.isOfTable() ? all.subList(1, all.size()) : all;
  }

  /** Called by the code that Calcite generates, where there is no table. */
  public Enumerable<@Nullable Object[]> of(DataContext context) {
    return run(context, null);
  }

  /** Called by the code that Calcite generates; a row of one column is no array. */
  public Enumerable<@Nullable Object[]> of(
      Enumerable<? extends @Nullable Object> input, DataContext context) {
    boolean bare = table != null && table.getFieldCount() == 1;
    return run(
        context,
        input.select(row -> bare ? new @Nullable Object[] {row} : (@Nullable Object[]) row));
  }

  private Enumerable<@Nullable Object[]> run(
      DataContext context, @Nullable Enumerable<@Nullable Object[]> input) {
    QueryRun run = QueryRun.of(context);
    ExpressionTranslator translator =
        new ExpressionTranslator(Execution.of(rexBuilder, run), List.of());
    List<@Nullable Object> arguments = new ArrayList<>();
    constants(function, call).forEach(c -> arguments.add(translator.constant(c).value()));
    if (function instanceof BatchTableFunction batches && table != null && input != null) {
      return new RowsInBatches(batches, table, rowType, run).of(input, arguments);
    }
    return function.rows(new TableFunction.Call(run.files(), arguments, table, input));
  }
}
