package dev.weft.sql.translate;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.And;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Null;
import dev.weft.expression.Expression.Or;
import dev.weft.flow.FlowAttributes;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.LongRanges;
import dev.weft.flow.Site;
import dev.weft.flow.TcpFlags;
import dev.weft.flow.ValueKind;
import dev.weft.sql.type.Dictionary;
import dev.weft.sql.type.SqlColumn;
import dev.weft.sql.type.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What the columns of {@code flows} are computed from, for one site. Safe for several threads: the
 * dictionaries, of which that of the sensors is large, are made when first needed.
 */
public final class ColumnValues {
  private static final int ICMP = 1;
  private static final int ICMP_V6 = 58;
  private static final int TYPE_CODES = 256;
  private static final int SENSOR_CODES = 65_536;

  private static final Dictionary.Unique FLAGS =
      named(Dictionary.unique(256, TcpFlags::format), "TCP flags");

  private final Site site;
  private final Map<SqlColumn, Value> values = new EnumMap<>(SqlColumn.class);

  public ColumnValues(Site site) {
    this.site = site;
  }

  /** The value of a column; its inputs are {@code FlowColumn} ordinals. */
  public synchronized Value value(SqlColumn column) {
    return values.computeIfAbsent(column, this::compute);
  }

  private Value compute(SqlColumn column) {
    return switch (column) {
      case SIP,
          DIP,
          NHIP,
          SPORT,
          DPORT,
          PROTOCOL,
          PACKETS,
          BYTES,
          STIME,
          ETIME,
          DURATION,
          APPLICATION,
          IN_INTERFACE,
          OUT_INTERFACE ->
          Value.of(input(column.source()));
      case FLAGS, INITIAL_FLAGS, SESSION_FLAGS -> Value.ofCodes(input(column.source()), FLAGS);
      case ATTRIBUTES ->
          text(FlowColumn.ATTRIBUTES, TYPE_CODES, FlowAttributes::format, "attributes");
      case SENSOR -> text(FlowColumn.SENSOR, SENSOR_CODES, site::sensorLabel, "sensor");
      case CLASS -> text(FlowColumn.FLOWTYPE, TYPE_CODES, site::classLabel, "class");
      case TYPE -> text(FlowColumn.FLOWTYPE, TYPE_CODES, site::typeLabel, "type");
      case ICMP_TYPE -> icmp(ArithmeticOperator.DIVIDE);
      case ICMP_CODE -> icmp(ArithmeticOperator.MODULO);
    };
  }

  private static Input input(FlowColumn column) {
    return new Input(column.ordinal(), column.kind(), false);
  }

  private static Value text(FlowColumn column, int codes, IntFunction<String> label, String noun) {
    return Value.ofCodes(input(column), named(Dictionary.unique(codes, label), noun));
  }

  private static Dictionary.Unique named(Dictionary.Unique unique, String noun) {
    return new Dictionary.Unique(unique.dictionary().named(noun), unique.remap());
  }

  /** Of {@code dport}, where the record is one of ICMP: protocol 58 is so only in IPv6 records. */
  private static Value icmp(ArithmeticOperator part) {
    Expression isIcmp =
        new Or(
            List.of(
                new InLongs(input(FlowColumn.PROTOCOL), LongRanges.ofValues(ICMP)),
                new And(
                    List.of(
                        new InLongs(input(FlowColumn.PROTOCOL), LongRanges.ofValues(ICMP_V6)),
                        new InLongs(input(FlowColumn.IP_VERSION), LongRanges.ofValues(6))))));
    Expression value = new Arithmetic(part, input(FlowColumn.DPORT), new LongLiteral(256));
    return Value.of(new Case(List.of(isIcmp), List.of(value), new Null(ValueKind.LONG)));
  }
}
