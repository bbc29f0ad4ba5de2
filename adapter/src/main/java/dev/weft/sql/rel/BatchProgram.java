package dev.weft.sql.rel;

import dev.weft.sql.exec.BatchRows;
import dev.weft.sql.exec.QueryRun;
import dev.weft.sql.exec.RowReader;
import dev.weft.sql.exec.RowShape;
import dev.weft.sql.translate.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A tree of {@link WeftRel}s ready to run any number of times. The plan is made at each execution,
 * when parameters and time are known; one that depends on neither is kept. Safe for several
 * threads.
 */
public final class BatchProgram {
  private record Ready(Fragment fragment, RowReader reader) {}

  private final WeftRel root;
  private final List<Integer> positions;
  private final List<RelDataType> types;
  private final boolean edge;
  private volatile @Nullable Ready kept;

  private BatchProgram(
      WeftRel root, List<Integer> positions, List<RelDataType> types, boolean edge) {
    this.root = root;
    this.positions = List.copyOf(positions);
    this.types = List.copyOf(types);
    this.edge = edge;
  }

  /** For rows that Calcite's generated code goes on with. */
  static BatchProgram forCode(WeftRel root) {
    List<RelDataType> types =
        root.getRowType().getFieldList().stream().map(RelDataTypeField::getType).toList();
    return new BatchProgram(root, IntStream.range(0, types.size()).boxed().toList(), types, false);
  }

  /**
   * For rows that a user sees.
   *
   * @param fields columns of the root, in the order wanted
   */
  public static BatchProgram forUser(WeftRel root, List<Integer> fields) {
    List<RelDataType> types = new ArrayList<>();
    fields.forEach(f -> types.add(root.getRowType().getFieldList().get(f).getType()));
    return new BatchProgram(root, fields, types, true);
  }

  /** The node that runs. */
  public WeftRel root() {
    return root;
  }

  /** Called by the code that Calcite generates. */
  public Enumerable<@Nullable Object> bind(DataContext context) {
    return rows(QueryRun.of(context), RowShape.ofColumns(types.size()));
  }

  /** Rows as arrays. */
  public Enumerable<@Nullable Object> arrays(QueryRun run) {
    return rows(run, RowShape.ARRAY);
  }

  private Enumerable<@Nullable Object> rows(QueryRun run, RowShape shape) {
    Ready ready = kept;
    if (ready == null) {
      ready = translate(run);
    }
    return new BatchRows(run, ready.fragment.plan(), ready.reader, shape);
  }

  /** The plan for an execution. */
  public Fragment plan(QueryRun run) {
    Ready ready = kept;
    return (ready == null ? translate(run) : ready).fragment;
  }

  private Ready translate(QueryRun run) {
    RexBuilder rexBuilder = root.getCluster().getRexBuilder();
    Translation translation = new Translation(Execution.of(rexBuilder, run));
    Fragment fragment = translation.fragment(root);
    if (fragment == null) {
      // planned with stand-ins for parameters: only their real values can make a difference
      throw new UnfitParametersException();
    }
    Fragment whole = fragment.materialized();
    Ready ready = new Ready(whole, new RowReader(positions, whole.values(), types, edge));
    if (translation.isReusable()) {
      kept = ready;
    }
    return ready;
  }
}
