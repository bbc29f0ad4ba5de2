package dev.weft.operator;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.expression.ExpressionOracle;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.ValueKind;
import dev.weft.operator.Plan.AggregateCall;
import dev.weft.operator.Plan.AggregateFunction;
import dev.weft.operator.Plan.SortKey;
import dev.weft.predicate.Predicate;
import dev.weft.testing.FlowRows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan means, with lists of rows of objects: Long, Double, IpAddress or null. Sorting puts
 * rows of equal keys in the order of their columns, as the operators do.
 */
final class PlanOracle {
  private final FlowRows flows;

  /**
   * @param flows of every scan
   */
  PlanOracle(FlowRows flows) {
    this.flows = flows;
  }

  List<List<@Nullable Object>> rows(Plan plan) {
    if (plan instanceof Plan.Scan p) {
      return scan(p);
    } else if (plan instanceof Plan.Filter p) {
      return rows(p.input()).stream()
          .filter(r -> ExpressionOracle.isTrue(value(p.condition(), r)))
          .toList();
    } else if (plan instanceof Plan.Project p) {
      List<List<@Nullable Object>> out = new ArrayList<>();
      for (List<@Nullable Object> row : rows(p.input())) {
        List<@Nullable Object> values = new ArrayList<>();
        p.expressions().forEach(e -> values.add(value(e, row)));
        out.add(values);
      }
      return out;
    } else if (plan instanceof Plan.Union p) {
      List<List<@Nullable Object>> out = new ArrayList<>();
      p.inputs().forEach(i -> out.addAll(rows(i)));
      return out;
    } else if (plan instanceof Plan.Sort p) {
      return sort(p);
    } else if (plan instanceof Plan.Spread p) {
      List<List<@Nullable Object>> out = new ArrayList<>();
      rows(p.input()).forEach(r -> SpreadOracle.addRows(p, r, out));
      return out;
    }
    return aggregate((Plan.Aggregate) plan);
  }

  private List<List<@Nullable Object>> scan(Plan.Scan scan) {
    Predicate predicate = scan.predicate();
    List<List<@Nullable Object>> out = new ArrayList<>();
    for (int i = 0; i < flows.size(); i++) {
      List<@Nullable Object> row = new ArrayList<>();
      for (FlowColumn c : FlowColumn.values()) {
        boolean wanted = scan.columns().contains(c);
        row.add(!wanted ? null : c.isAddress() ? (Object) flows.address(c, i) : flows.value(c, i));
      }
      if (passes(predicate, i)) {
        out.add(row);
      }
    }
    return out;
  }

  private boolean passes(Predicate predicate, int row) {
    if (predicate instanceof Predicate.Always p) {
      return p.passes();
    } else if (predicate instanceof Predicate.LongIn p) {
      return p.values().contains(flows.value(p.column(), row));
    }
    throw new AssertionError("the oracle knows no " + predicate);
  }

  private static @Nullable Object value(Expression e, List<@Nullable Object> row) {
    return ExpressionOracle.value(e, row::get);
  }

  private List<List<@Nullable Object>> sort(Plan.Sort p) {
    List<List<@Nullable Object>> all = new ArrayList<>(rows(p.input()));
    if (!p.keys().isEmpty()) {
      Comparator<List<@Nullable Object>> order = (a, b) -> 0;
      for (SortKey key : p.keys()) {
        order = order.thenComparing((a, b) -> compare(key, a, b));
      }
      all.sort(order.thenComparing(PlanOracle::byColumns));
    }
    int from = (int) Math.min(all.size(), p.offset());
    int to = p.limit() < 0 ? all.size() : (int) Math.min(all.size(), p.offset() + p.limit());
    return all.subList(from, Math.max(from, to));
  }

  private static int compare(SortKey key, List<@Nullable Object> a, List<@Nullable Object> b) {
    Object x = a.get(key.position());
    Object y = b.get(key.position());
    if (x == null || y == null) {
      int nulls = Boolean.compare(x == null, y == null);
      return key.nullsFirst() ? -nulls : nulls;
    }
    int order;
    if (key.ranks() != null) {
      order = ranked(key.ranks(), (Long) x, (Long) y);
    } else {
      order = compareValues(x, y);
    }
    return key.descending() ? -order : order;
  }

  private static int ranked(long[] ranks, long x, long y) {
    boolean xIn = x >= 0 && x < ranks.length;
    boolean yIn = y >= 0 && y < ranks.length;
    if (xIn != yIn) {
      return xIn ? -1 : 1;
    }
    return xIn ? Long.compare(ranks[(int) x], ranks[(int) y]) : Long.compare(x, y);
  }

  static int compareValues(Object x, Object y) {
    if (x instanceof Long a) {
      return a.compareTo((Long) y);
    } else if (x instanceof Double a) {
      return Double.compare(a + 0.0, (Double) y + 0.0);
    }
    return ((IpAddress) x).compareTo((IpAddress) y);
  }

  /** Any order of rows in which equal rows are neighbours: NULL marks first, then values. */
  static int byColumns(List<@Nullable Object> a, List<@Nullable Object> b) {
    long nullsA = 0;
    long nullsB = 0;
    for (int i = 0; i < a.size(); i++) {
      nullsA |= a.get(i) == null ? 1L << i : 0;
      nullsB |= b.get(i) == null ? 1L << i : 0;
    }
    if (nullsA != nullsB) {
      return Long.compare(nullsA, nullsB);
    }
    for (int i = 0; i < a.size(); i++) {
      Object x = a.get(i);
      Object y = b.get(i);
      int order = x == null || y == null ? 0 : compareValues(x, y);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private List<List<@Nullable Object>> aggregate(Plan.Aggregate p) {
    Map<List<@Nullable Object>, List<List<@Nullable Object>>> groups = new LinkedHashMap<>();
    if (p.keys().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (List<@Nullable Object> row : rows(p.input())) {
      List<@Nullable Object> key = new ArrayList<>();
      p.keys().forEach(k -> key.add(positiveZero(value(k, row))));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    List<List<@Nullable Object>> out = new ArrayList<>();
    groups.forEach(
        (key, rows) -> {
          List<@Nullable Object> row = new ArrayList<>(key);
          p.calls().forEach(c -> row.add(result(c, rows)));
          out.add(row);
        });
    return out;
  }

  private static @Nullable Object positiveZero(@Nullable Object value) {
    return value instanceof Double d ? (Object) (d + 0.0) : value;
  }

  private static @Nullable Object result(AggregateCall call, List<List<@Nullable Object>> rows) {
    List<Object> values = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      if (call.filter() == null || ExpressionOracle.isTrue(value(call.filter(), row))) {
        Object v = call.argument() == null ? Long.valueOf(1) : value(call.argument(), row);
        v = positiveZero(v);
        if (v != null) {
          values.add(v);
        }
      }
    }
    return switch (call.function()) {
      case COUNT -> (long) values.size();
      case COUNT_DISTINCT -> (long) new HashSet<>(values).size();
      case APPROX_COUNT_DISTINCT -> new Estimate(new HashSet<>(values).size());
      case MIN -> values.isEmpty() ? null : Collections.min(values, PlanOracle::compareValues);
      case MAX -> values.isEmpty() ? null : Collections.max(values, PlanOracle::compareValues);
      case SUM, SUM0, AVG -> sum(call, values);
    };
  }

  private static @Nullable Object sum(AggregateCall call, List<Object> values) {
    boolean average = call.function() == AggregateFunction.AVG;
    boolean doubles = call.argument() != null && call.argument().kind() == ValueKind.DOUBLE;
    if (values.isEmpty() && call.function() != AggregateFunction.SUM0) {
      return null;
    }
    if (doubles) {
      if (values.stream().anyMatch(v -> !Double.isFinite((Double) v))) {
        double sum = values.stream().mapToDouble(v -> (Double) v).reduce(0, Double::sum);
        return average ? sum / values.size() : sum;
      }
      BigDecimal sum = BigDecimal.ZERO;
      for (Object v : values) {
        sum = sum.add(new BigDecimal((Double) v));
      }
      return average ? sum.doubleValue() / values.size() : sum.doubleValue();
    }
    BigInteger sum = BigInteger.ZERO;
    for (Object v : values) {
      sum = sum.add(BigInteger.valueOf((Long) v));
    }
    if (average) {
      return sum.doubleValue() / values.size();
    }
    if (sum.bitLength() > 63) {
      throw new QueryException("SUM overflows BIGINT");
    }
    return sum.longValue();
  }

  /** An estimated count: equal to whatever lies within a few standard errors. */
  record Estimate(long exact) {
    boolean near(long estimate) {
      return Math.abs(estimate - exact) <= Math.max(1, 0.05 * exact);
    }
  }

  /** True where two results are the same. */
  static boolean same(List<@Nullable Object> expected, List<@Nullable Object> actual) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      Object e = expected.get(i);
      Object a = actual.get(i);
      if (e instanceof Estimate estimate) {
        if (!(a instanceof Long n) || !estimate.near(n)) {
          return false;
        }
      } else if (e instanceof Double x && a instanceof Double y && Double.isFinite(x)) {
        if (Math.abs(x - y) > 1e-15 * Math.abs(x)) {
          return false;
        }
      } else if (!Arrays.asList(e).equals(Arrays.asList(a))) {
        return false;
      }
    }
    return true;
  }
}
