package dev.weft.sql.prepare;

import dev.weft.sql.exec.Keeping;
import dev.weft.sql.function.Percentile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlKind;

/** What an aggregate of Calcite's keeps: its groups, and what some functions gather in them. */
final class KeptAggregates {
  /** Functions that need the same few bytes whatever they see. */
  private static final Set<SqlKind> SMALL =
      EnumSet.of(
          SqlKind.COUNT,
          SqlKind.SUM,
          SqlKind.SUM0,
          SqlKind.AVG,
          SqlKind.MIN,
          SqlKind.MAX,
          SqlKind.ANY_VALUE,
          SqlKind.SINGLE_VALUE,
          SqlKind.LITERAL_AGG,
          SqlKind.BIT_AND,
          SqlKind.BIT_OR,
          SqlKind.BIT_XOR,
          SqlKind.ARG_MIN,
          SqlKind.ARG_MAX,
          SqlKind.GROUPING,
          SqlKind.GROUP_ID);

  private static final long STATE = 40; // of a function, boxed
  private static final long GATHERING = 240; // an empty list, or the first values of a percentile
  private static final long GATHERED = 48; // the place of a row in a list, and of its sort key
  private static final long NUMBER = 24; // a double, in an array that grows by doubling

  private KeptAggregates() {}

  static Keeping keeping(Aggregate aggregate) {
    long states = 0;
    long each = 0;
    boolean rows = false;
    List<String> gathering = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      states += STATE;
      if (!isSmall(call)) {
        gathering.add(call.getAggregation().getName().toUpperCase(Locale.ROOT));
        states += GATHERING;
        if (Percentile.is(call.getAggregation())) {
          each += NUMBER;
        } else {
          each += GATHERED;
          rows = true;
        }
      }
    }
    RelDataType row = aggregate.getInput().getRowType();
    RelDataTypeFactory.Builder key = aggregate.getCluster().getTypeFactory().builder();
    aggregate.getGroupSet().forEach(i -> key.add(row.getFieldList().get(i)));
    String operator =
        gathering.isEmpty()
            ? "GROUP BY, DISTINCT or a set operation on computed values"
            : String.join(", ", gathering);
    return Keeping.groups(operator, rows ? row : null, key.build(), states, each);
  }

  private static boolean isSmall(AggregateCall call) {
    return call.getCollation().getFieldCollations().isEmpty()
        && (SMALL.contains(call.getAggregation().getKind()) || ExactSum.is(call.getAggregation()));
  }
}
