package dev.weft.sql.prepare;

import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Finds the parameters of LIMIT and OFFSET. */
final class RowCounts extends SqlBasicVisitor<@Nullable Void> {
  private final Set<Integer> found = new TreeSet<>();

  private RowCounts() {}

  /** Their indexes, from 0. */
  static Set<Integer> in(SqlNode query) {
    RowCounts counts = new RowCounts();
    query.accept(counts);
    return counts.found;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlOrderBy order) {
      add(order.offset);
      add(order.fetch);
    } else if (call instanceof SqlSelect select) {
      add(select.getOffset());
      add(select.getFetch());
    }
    return super.visit(call);
  }

  private void add(@Nullable SqlNode count) {
    if (count instanceof SqlDynamicParam parameter) {
      found.add(parameter.getIndex());
    }
  }
}
