package dev.weft.sql.function;

import dev.weft.error.QueryException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.schema.impl.AggregateFunctionImpl;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.validate.SqlUserDefinedAggFunction;
import org.apache.calcite.util.Optionality;
import org.jspecify.annotations.Nullable;

/**
 * {@code percentile(x, p)}, {@code median(x)}: the value below which the share p (0 to 1) of the
 * values lies, interpolated between its two neighbours as PERCENTILE_CONT does; exact, so it keeps
 * the values of a group. NULLs do not count; NULL of no values.
 */
public final class Percentile {
  /** {@code percentile(x, p)}. */
  public static final SqlAggFunction FUNCTION =
      function(
          "percentile", List.of(SqlTypeFamily.NUMERIC, SqlTypeFamily.NUMERIC), Percentile.class);

  /** {@code median(x)}. */
  static final SqlAggFunction MEDIAN =
      function("median", List.of(SqlTypeFamily.NUMERIC), Median.class);

  private double[] values = new double[16];
  private int count;
  private double share = -1;

  private Percentile() {}

  private static SqlAggFunction function(
      String name, List<SqlTypeFamily> families, Class<?> implementation) {
    return new SqlUserDefinedAggFunction(
        new SqlIdentifier(name, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.explicit(SqlTypeName.DOUBLE).andThen(SqlTypeTransforms.FORCE_NULLABLE),
        InferTypes.FIRST_KNOWN,
        OperandTypes.operandMetadata(
            families,
            types -> families.stream().map(f -> types.createSqlType(SqlTypeName.DOUBLE)).toList(),
            i -> i == 0 ? "value" : "share",
            i -> false),
        Objects.requireNonNull(AggregateFunctionImpl.create(implementation)),
        false,
        false,
        Optionality.FORBIDDEN);
  }

  /** True for a function of this class: its groups gather a number of each row. */
  public static boolean is(SqlAggFunction function) {
    return function == FUNCTION || function == MEDIAN;
  }

  /** Called by generated code before the first row of a group. */
  public static Percentile init() {
    return new Percentile();
  }

  /** Called by generated code for each row. */
  public static Percentile add(Percentile group, @Nullable Object value, @Nullable Object share) {
    if (!(share instanceof Number s) || !(s.doubleValue() >= 0 && s.doubleValue() <= 1)) {
      throw new QueryException("percentile takes a share from 0 to 1, not " + share);
    }
    group.share = s.doubleValue();
    group.add(value);
    return group;
  }

  private void add(@Nullable Object value) {
    if (value instanceof Number n) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = n.doubleValue();
    }
  }

  /** Called by generated code after the last row of a group. */
  public static @Nullable Double result(Percentile group) {
    return group.value(group.share);
  }

  private @Nullable Double value(double wanted) {
    if (count == 0) {
      return null;
    }
    Arrays.sort(values, 0, count);
    double rank = wanted * (count - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, count - 1);
    return values[below] + (values[above] - values[below]) * (rank - below);
  }

  /** The function of {@link #MEDIAN}. */
  public static final class Median {
    private Median() {}

    /** Called by generated code before the first row of a group. */
    public static Percentile init() {
      return new Percentile();
    }

    /** Called by generated code for each row. */
    public static Percentile add(Percentile group, @Nullable Object value) {
      group.add(value);
      return group;
    }

    /** Called by generated code after the last row of a group. */
    public static @Nullable Double result(Percentile group) {
      return group.value(0.5);
    }
  }
}
