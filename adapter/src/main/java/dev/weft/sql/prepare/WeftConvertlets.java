package dev.weft.sql.prepare;

import dev.weft.sql.function.Rounding;
import dev.weft.sql.function.SampleVariance;
import dev.weft.sql.function.Signature;
import dev.weft.sql.function.WeftFunctions;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.SqlTypes;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's conversions of SQL expressions, except for casts between texts and addresses or
 * timestamps: a literal becomes an address or a timestamp, or an error with its place in the SQL
 * text; everything else is left to {@code ip_parse}, {@code ip_text} and {@code timestamp_text}.
 */
final class WeftConvertlets implements SqlRexConvertletTable {
  static final WeftConvertlets INSTANCE = new WeftConvertlets();

  private static final Set<SqlTypeName> PARTS_OF_A_DAY =
      EnumSet.of(
          SqlTypeName.INTERVAL_HOUR,
          SqlTypeName.INTERVAL_HOUR_MINUTE,
          SqlTypeName.INTERVAL_HOUR_SECOND,
          SqlTypeName.INTERVAL_MINUTE,
          SqlTypeName.INTERVAL_MINUTE_SECOND,
          SqlTypeName.INTERVAL_SECOND,
          SqlTypeName.INTERVAL_DAY_HOUR,
          SqlTypeName.INTERVAL_DAY_MINUTE,
          SqlTypeName.INTERVAL_DAY_SECOND);

  private WeftConvertlets() {}

  @Override
  public @Nullable SqlRexConvertlet get(SqlCall call) {
    if (call.getOperator() instanceof SampleVariance sample) {
      return StandardConvertletTable.INSTANCE.get(
          sample.standard().createCall(call.getParserPosition(), call.getOperandList()));
    }
    if (call.getOperator() instanceof Rounding) {
      return Roundings::convert;
    }
    SqlRexConvertlet standard = StandardConvertletTable.INSTANCE.get(call);
    if (standard != null
        && (call.getKind() == SqlKind.TIMESTAMP_DIFF
            || call.getOperator() == SqlStdOperatorTable.MINUS_DATE)) {
      return (context, difference) ->
          MonthsBetween.in(context.getRexBuilder(), standard.convertCall(context, difference));
    }
    if (standard != null && (call.getKind() == SqlKind.PLUS || call.getKind() == SqlKind.MINUS)) {
      return (context, sum) -> wholeDays(standard.convertCall(context, sum), sum);
    }
    if (standard != null && call.getKind() == SqlKind.EXTRACT) {
      return (context, part) -> wholeSeconds(context, standard.convertCall(context, part));
    }
    if (standard != null && call.getKind() == SqlKind.LIKE) {
      return (context, like) -> withoutNull(context, standard.convertCall(context, like));
    }
    if (standard == null || call.getKind() != SqlKind.CAST) {
      return standard;
    }
    return (context, cast) -> {
      RexNode address = addressCast(context, cast);
      RexNode own = address != null ? address : timestampCast(context, cast);
      if (own == null) {
        checkNumber(context, cast);
      }
      return own != null ? own : standard.convertCall(context, cast);
    };
  }

  /** Calcite's simplifier fails for LIKE NULL. */
  private static RexNode withoutNull(SqlRexContext context, RexNode like) {
    boolean unknown =
        like instanceof RexCall call
            && call.getOperands().stream().anyMatch(o -> RexLiteral.isNullLiteral(o));
    return unknown ? context.getRexBuilder().makeNullLiteral(like.getType()) : like;
  }

  /** Seconds since the epoch begin before it as they do after it; Calcite would cut towards 0. */
  private static RexNode wholeSeconds(SqlRexContext context, RexNode value) {
    RexBuilder rexBuilder = context.getRexBuilder();
    if (value instanceof RexCall part
        && part.getKind() == SqlKind.EXTRACT
        && part.getOperands().get(0) instanceof RexLiteral unit
        && RexLiteral.value(unit) == TimeUnitRange.EPOCH
        && part.getOperands().get(1).getType().getSqlTypeName() == SqlTypeName.TIMESTAMP) {
      RexNode second =
          rexBuilder.makeCall(
              SqlStdOperatorTable.FLOOR,
              part.getOperands().get(1),
              rexBuilder.makeFlag(TimeUnitRange.SECOND));
      return part.clone(part.getType(), List.of(unit, second));
    }
    return value;
  }

  /** Calcite calls a DATE plus hours a DATE and loses the hours: a wrong answer, so an error. */
  private static RexNode wholeDays(RexNode value, SqlCall at) {
    if (value.getType().getSqlTypeName() == SqlTypeName.DATE && value instanceof RexCall sum) {
      for (RexNode operand : sum.getOperands()) {
        if (PARTS_OF_A_DAY.contains(operand.getType().getSqlTypeName())) {
          throw Signature.at(
              "a DATE has no hours to add to; write TIMESTAMP '2012-11-13 00:00:00' instead of"
                  + " DATE '2012-11-13'",
              at);
        }
      }
    }
    return value;
  }

  private static @Nullable RexNode addressCast(SqlRexContext context, SqlCall cast) {
    SqlNode operand = cast.operand(0);
    if (operand instanceof SqlIntervalQualifier
        || cast.operand(1) instanceof SqlIntervalQualifier) {
      return null;
    }
    // Calls that Calcite makes while it converts, such as AVG's, were never validated: none of
    // ours.
    RelDataType to = context.getValidator().getValidatedNodeTypeIfKnown(cast);
    if (to == null || !SqlTypes.isAddress(to) && !SqlTypes.isText(to)) {
      return null;
    }
    RexNode value = context.convertExpression(operand);
    RelDataType from = value.getType();
    if (SqlTypes.isAddress(to) && SqlTypes.isText(from)) {
      return toAddress(context.getRexBuilder(), value, operand);
    }
    if (SqlTypes.isAddress(from) && SqlTypes.isText(to)) {
      RexBuilder rexBuilder = context.getRexBuilder();
      return text(context, rexBuilder.makeCall(WeftFunctions.IP_TEXT, value), to);
    }
    return null;
  }

  private static @Nullable RexNode timestampCast(SqlRexContext context, SqlCall cast) {
    RelDataType to = context.getValidator().getValidatedNodeTypeIfKnown(cast);
    if (to == null || !(SqlTypes.isText(to) || to.getSqlTypeName() == SqlTypeName.TIMESTAMP)) {
      return null;
    }
    RexBuilder rexBuilder = context.getRexBuilder();
    RexNode value = context.convertExpression(cast.operand(0));
    RelDataType from = value.getType();
    if (SqlTypes.isText(to) && from.getSqlTypeName() == SqlTypeName.TIMESTAMP) {
      return text(context, rexBuilder.makeCall(WeftFunctions.TIMESTAMP_TEXT, value), to);
    }
    if (to.getSqlTypeName() == SqlTypeName.TIMESTAMP
        && SqlTypes.isText(from)
        && value instanceof RexLiteral literal
        && !literal.isNull()) {
      String s = literal.getValueAs(String.class);
      return rexBuilder.makeCast(
          to, WrittenTimes.literal(rexBuilder, s == null ? "" : s, cast.operand(0)));
    }
    return null;
  }

  /** A text that is to be a number is told with its place where it is none. */
  private static void checkNumber(SqlRexContext context, SqlCall cast) {
    RelDataType to = context.getValidator().getValidatedNodeTypeIfKnown(cast);
    if (to != null
        && SqlTypeUtil.isNumeric(to)
        && cast.getKind() == SqlKind.CAST
        && cast.operand(0) instanceof SqlCharStringLiteral literal) {
      String text = literal.getValueAs(String.class);
      if (text != null && text.length() > StatementLimit.MOST_DIGITS) {
        SqlParserPos at = literal.getParserPosition();
        throw StatementLimit.tooManyDigits(at.getLineNum(), at.getColumnNum());
      }
      try {
        new BigDecimal(text == null ? "" : text.strip());
      } catch (NumberFormatException e) {
        throw Signature.at("'" + text + "' is no number", literal);
      }
    }
  }

  /** A text, cut where the type that is wanted has a length. */
  private static RexNode text(SqlRexContext context, RexNode text, RelDataType to) {
    return to.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
        ? text
        : context
            .getRexBuilder()
            .makeCast(
                context.getTypeFactory().createTypeWithNullability(to, text.getType().isNullable()),
                text);
  }

  private static RexNode toAddress(RexBuilder rexBuilder, RexNode text, SqlNode at) {
    if (text instanceof RexLiteral literal && !literal.isNull()) {
      String s = literal.getValueAs(String.class);
      return rexBuilder.makeLiteral(
          Addresses.bytes(Signature.checkAddress(s == null ? "" : s.stripTrailing(), at)),
          SqlTypes.address(rexBuilder.getTypeFactory()),
          false);
    }
    if (text instanceof RexDynamicParam parameter) {
      return rexBuilder.makeDynamicParam(
          rexBuilder
              .getTypeFactory()
              .createTypeWithNullability(
                  SqlTypes.address(rexBuilder.getTypeFactory()), parameter.getType().isNullable()),
          parameter.getIndex());
    }
    return rexBuilder.makeCall(WeftFunctions.IP_PARSE, text);
  }
}
