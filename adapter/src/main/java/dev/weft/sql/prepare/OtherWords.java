package dev.weft.sql.prepare;

import dev.weft.sql.function.Percentile;
import dev.weft.sql.function.SampleVariance;
import dev.weft.sql.function.Signature;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlBinaryStringLiteral;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlJdbcFunctionCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Says what a statement means in words that the rest of Weft knows: {@code = ANY}, {@code = SOME}
 * and {@code <> ALL} are IN and NOT IN, where texts compared with addresses are addresses; {@code
 * date_trunc('hour', ts)} is {@code FLOOR(ts TO HOUR)}, with weeks that begin on a Monday; {@code
 * PERCENTILE_CONT(p) WITHIN GROUP (ORDER BY x)} is {@code percentile(x, p)}; JDBC's {@code {fn
 * name()}} in any case.
 */
final class OtherWords extends SqlShuttle {
  private static final List<TimeUnit> UNITS =
      List.of(
          TimeUnit.MILLISECOND,
          TimeUnit.SECOND,
          TimeUnit.MINUTE,
          TimeUnit.HOUR,
          TimeUnit.DAY,
          TimeUnit.WEEK,
          TimeUnit.MONTH,
          TimeUnit.QUARTER,
          TimeUnit.YEAR);

  private OtherWords() {}

  static SqlNode in(SqlNode query) {
    SqlNode rewritten = query.accept(new OtherWords());
    return rewritten == null ? query : rewritten;
  }

  /** Bytes are addresses here, and an address is written as text. */
  @Override
  public SqlNode visit(SqlLiteral literal) {
    if (literal instanceof SqlBinaryStringLiteral) {
      throw Signature.at(
          "Weft has no binary values; write an address as text: '192.0.2.1'", literal);
    }
    return literal;
  }

  @Override
  public SqlNode visit(SqlCall call) {
    SqlNode visited = super.visit(call);
    if (!(visited instanceof SqlCall c)) {
      return call;
    }
    SqlOperator operator = c.getOperator();
    if (operator == SqlStdOperatorTable.SOME_EQ) {
      return SqlStdOperatorTable.IN.createCall(c.getParserPosition(), c.getOperandList());
    }
    if (operator == SqlStdOperatorTable.ALL_NE) {
      return SqlStdOperatorTable.NOT_IN.createCall(c.getParserPosition(), c.getOperandList());
    }
    if (operator == SqlStdOperatorTable.WITHIN_GROUP
        && c.operand(0) instanceof SqlCall share
        && share.getOperator() == SqlStdOperatorTable.PERCENTILE_CONT
        && c.operand(1) instanceof SqlNodeList order
        && order.size() == 1) {
      return percentile(share.operand(0), order.get(0), c.getParserPosition());
    }
    if (operator == SqlLibraryOperators.INFIX_CAST) {
      // Calcite's parser takes 7 / 2::DOUBLE for (7 / 2)::DOUBLE.
      throw Signature.at("write CAST(value AS TYPE) instead of value::TYPE", c);
    }
    SqlOperator sample = sampleOf(operator.getName());
    if (sample != null && operator != sample) {
      return sample.createCall(
          c.getFunctionQuantifier(),
          c.getParserPosition(),
          c.getOperandList().toArray(new SqlNode[0]));
    }
    if (operator instanceof SqlJdbcFunctionCall) {
      String name = operator.getName(); // {fn name}, folded to lower case as all names are
      String upper = name.substring("{fn ".length(), name.length() - 1).toUpperCase(Locale.ROOT);
      return new SqlJdbcFunctionCall(upper).createCall(c.getParserPosition(), c.getOperandList());
    }
    return operator.getName().equalsIgnoreCase("date_trunc")
            && c.operandCount() == 2
            && c.operand(0) instanceof SqlLiteral unit
        ? truncated(unit, c.operand(1), c.getParserPosition())
        : c;
  }

  private static @Nullable SqlOperator sampleOf(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "VAR_SAMP", "VARIANCE" -> SampleVariance.VARIANCE;
      case "STDDEV_SAMP", "STDDEV" -> SampleVariance.DEVIATION;
      default -> null;
    };
  }

  private static SqlNode percentile(SqlNode share, SqlNode order, SqlParserPos at) {
    if (order.getKind() != SqlKind.DESCENDING) {
      return Percentile.FUNCTION.createCall(at, order, share);
    }
    SqlNode one = SqlLiteral.createExactNumeric("1", at);
    SqlNode fromAbove = SqlStdOperatorTable.MINUS.createCall(at, one, share);
    return Percentile.FUNCTION.createCall(at, ((SqlCall) order).operand(0), fromAbove);
  }

  private static SqlNode truncated(SqlLiteral name, SqlNode time, SqlParserPos at) {
    TimeUnit unit = unit(name);
    SqlIntervalQualifier to = new SqlIntervalQualifier(unit, null, at);
    if (unit != TimeUnit.WEEK) {
      return SqlStdOperatorTable.FLOOR.createCall(at, time, to);
    }
    // Calcite's weeks begin on a Sunday.
    SqlIntervalLiteral day =
        SqlLiteral.createInterval(1, "1", new SqlIntervalQualifier(TimeUnit.DAY, null, at), at);
    SqlNode shifted = SqlStdOperatorTable.MINUS.createCall(at, time, day);
    SqlNode sunday = SqlStdOperatorTable.FLOOR.createCall(at, shifted, to);
    return SqlStdOperatorTable.PLUS.createCall(at, sunday, day);
  }

  private static TimeUnit unit(SqlLiteral name) {
    String text = String.valueOf(name.toValue());
    for (TimeUnit unit : UNITS) {
      if (unit.name().equalsIgnoreCase(text)) {
        return unit;
      }
    }
    throw Signature.at(
        "date_trunc knows no '%s'; write %s"
            .formatted(
                text,
                UNITS.stream()
                    .map(u -> u.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "))),
        name);
  }
}
