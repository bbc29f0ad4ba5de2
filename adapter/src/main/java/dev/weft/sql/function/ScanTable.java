package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.flow.IpRanges;
import dev.weft.operator.Plan;
import dev.weft.operator.Scans;
import dev.weft.sql.type.SqlTypes;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@code TABLE(scans(TABLE flows [, 'internal set' [, model]]))}: what rwscan does. A row for each
 * source and protocol that scans. With a named set of internal addresses the model is 0 (threshold
 * random walk, then logistic regression) if none is given; without, 2 (logistic regression).
 */
final class ScanTable extends BatchTableFunction {
  private static final List<String> NAMES =
      List.of(
          "sip",
          "dip",
          "sport",
          "dport",
          "protocol",
          "packets",
          "bytes",
          "flags",
          "stime",
          "etime");

  ScanTable() {
    super("scans", 0, Signature.Parameter.TEXT, Signature.Parameter.INTEGER);
  }

  @Override
  public boolean keepsColumns() {
    return false;
  }

  @Override
  RelDataType rowType(RelDataTypeFactory types, @Nullable RelDataType table) {
    return types
        .builder()
        .add("sip", SqlTypes.address(types))
        .add("protocol", SqlTypeName.INTEGER)
        .add("stime", SqlTypes.timestamp(types))
        .add("etime", SqlTypes.timestamp(types))
        .add("flows", SqlTypeName.BIGINT)
        .add("packets", SqlTypeName.BIGINT)
        .add("bytes", SqlTypeName.BIGINT)
        .add("scan_model", SqlTypeName.INTEGER)
        .add("scan_prob", SqlTypeName.DOUBLE)
        .build();
  }

  @Override
  @Nullable String fault(RelDataType table) {
    return missing(table, NAMES, OF_FLOWS);
  }

  @Override
  public Made plan(Table table, List<@Nullable Object> arguments, NamedFiles files) {
    String set = text(arguments, 0);
    IpRanges internal = set == null ? null : files.set(set);
    Object number = argument(arguments, 1);
    Scans scans = new Scans(model(number, internal), internal);
    Expression start = table.column("stime");
    List<Expression> keys = List.of(table.column("sip"), table.column("protocol"));
    List<Expression> columns =
        List.of(
            table.column("dip"),
            start,
            Scans.ports(table.column("sport"), table.column("dport")),
            table.flags("flags"),
            table.column("packets"),
            table.column("bytes"),
            new Arithmetic(ArithmeticOperator.SUBTRACT, table.column("etime"), start));
    Plan plan = new Plan.Found(table.plan(), keys, columns, scans);
    return new Made(plan, Columns.ofAll(plan.output(), -1));
  }

  private static Scans.Model model(@Nullable Object number, @Nullable IpRanges internal) {
    Scans.Model[] models = Scans.Model.values();
    if (number == null) {
      return internal == null ? Scans.Model.LOGISTIC : Scans.Model.BOTH;
    }
    long n = ((Number) number).longValue();
    if (n < 0 || n >= models.length) {
      throw new QueryException(
          "scans has the models 0 (random walk, then logistic regression), 1 (random walk) and 2"
              + " (logistic regression); not "
              + n);
    }
    Scans.Model model = models[(int) n];
    if (internal == null && model != Scans.Model.LOGISTIC) {
      throw new QueryException(
          "model " + n + " of scans needs a set of the internal addresses: scans(..., 'name', 1)");
    }
    return model;
  }
}
