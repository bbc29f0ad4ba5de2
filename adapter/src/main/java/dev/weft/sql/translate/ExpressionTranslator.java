package dev.weft.sql.translate;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.AddressLiteral;
import dev.weft.expression.Expression.And;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.InAddresses;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.IsNull;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Not;
import dev.weft.expression.Expression.Null;
import dev.weft.expression.Expression.Or;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import dev.weft.sql.function.Argument;
import dev.weft.sql.function.Signature;
import dev.weft.sql.function.WeftFunction;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.Constant;
import dev.weft.sql.type.Dictionary;
import dev.weft.sql.type.SqlTypes;
import dev.weft.sql.type.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/**
 * Row expressions to {@link Value}s. What has no vectorised form gives null, and its operator stays
 * with Calcite; nothing is ever approximated.
 *
 * <p>This class answers logic, comparisons and constants; numbers and times are in {@link
 * NumberTranslator} and {@link TimeTranslator}, functions of texts in {@link Tabulator}.
 */
public final class ExpressionTranslator {
  private final Execution execution;
  private final List<Value> inputs;
  private final Evaluator evaluator;
  private final NumberTranslator numbers;
  private final TimeTranslator times;
  private final Tabulator tabulator;
  private boolean reusable = true;

  /**
   * @param inputs the value of each input position; null entries are not allowed
   */
  public ExpressionTranslator(Execution execution, List<Value> inputs) {
    this.execution = execution;
    this.inputs = inputs;
    this.evaluator = new Evaluator(execution);
    this.numbers = new NumberTranslator(this);
    this.times = new TimeTranslator(this);
    this.tabulator = new Tabulator(this, evaluator);
  }

  /**
   * True while nothing was translated whose value may differ in another execution: parameters, the
   * current time, files that may be exchanged.
   */
  public boolean isReusable() {
    return reusable;
  }

  /** The value of an expression; null where it has no vectorised form. */
  public @Nullable Value translate(RexNode node) {
    if (node instanceof RexInputRef ref) {
      return inputs.get(ref.getIndex());
    }
    if (isConstant(node)) {
      return value(constant(node), node.getType());
    }
    if (!(node instanceof RexCall call) || Evaluator.isVolatile(call)) {
      return null;
    }
    if (!execution.isPlanning() && NullParameters.make(call, execution)) {
      reusable = false;
      return value(Constant.NULL, call.getType());
    }
    Value direct = direct(call);
    return direct != null ? direct : tabulator.translate(call);
  }

  /** The value as a type of the same family holds it. */
  @Nullable Value translateAs(RexNode node, RelDataType type) {
    Value v = translate(node);
    if (v == null || !Numbers.isExact(type) || !Numbers.isExact(node.getType())) {
      return v == null || v.kind() != kind(type) ? null : v;
    }
    Expression scaled =
        Numbers.rescale(v.expression(), Numbers.scale(node.getType()), Numbers.scale(type));
    return scaled == null ? null : Value.of(scaled);
  }

  /** A condition; null where it has no vectorised form. */
  public @Nullable Expression condition(RexNode node) {
    Value v = translate(node);
    return v == null || v.isText() || v.kind() != ValueKind.LONG ? null : v.expression();
  }

  /** The value of an expression without inputs. */
  public Constant constant(RexNode node) {
    if (ConstantCheck.differsByExecution(node)) {
      reusable = false;
    }
    return evaluator.constant(node);
  }

  /** Notes that the translation holds for this execution only. */
  void usesExecution() {
    reusable = false;
  }

  public boolean isConstant(RexNode node) {
    return ConstantCheck.isConstant(node);
  }

  Execution execution() {
    return execution;
  }

  private @Nullable Value direct(RexCall call) {
    if (call.getOperator() instanceof WeftFunction function) {
      return function(function, call);
    }
    return switch (call.getKind()) {
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          comparison(call);
      case AND, OR -> junction(call);
      case NOT -> truth(call.operands.get(0), Not::new);
      case IS_NULL -> isNull(call.operands.get(0));
      case IS_NOT_NULL -> {
        Value v = isNull(call.operands.get(0));
        yield v == null ? null : Value.of(new Not(v.expression()));
      }
      case IS_TRUE -> truth(call.operands.get(0), c -> choose(c, 1, 0));
      case IS_NOT_TRUE -> truth(call.operands.get(0), c -> choose(c, 0, 1));
      case IS_FALSE -> truth(call.operands.get(0), c -> choose(new Not(c), 1, 0));
      case IS_NOT_FALSE -> truth(call.operands.get(0), c -> choose(new Not(c), 0, 1));
      case SEARCH -> search(call);
      case CASE -> caseWhen(call);
      case PLUS, MINUS, CHECKED_PLUS, CHECKED_MINUS, TIMES, CHECKED_TIMES, REINTERPRET -> {
        Value time = times.translate(call);
        yield time != null ? time : numbers.translate(call);
      }
      case FLOOR, CEIL -> {
        Value time = times.translate(call);
        yield time != null ? time : numbers.translate(call);
      }
      case CAST -> {
        Value time = times.translate(call);
        yield time != null ? time : cast(call);
      }
      case EXTRACT -> times.translate(call);
      default -> numbers.translate(call);
    };
  }

  private @Nullable Value cast(RexCall call) {
    RexNode operand = call.operands.get(0);
    if (SqlTypes.isText(call.getType()) && SqlTypes.isText(operand.getType())) {
      boolean keepsAll =
          call.getType().getPrecision() < 0
              || operand.getType().getPrecision() >= 0
                  && call.getType().getPrecision() >= operand.getType().getPrecision();
      return keepsAll ? translate(operand) : null;
    }
    if (kind(call.getType()) == kind(operand.getType())
        && call.getType().getSqlTypeName() == operand.getType().getSqlTypeName()
        && !Numbers.isExact(call.getType())) {
      return call.getType().getPrecision() >= operand.getType().getPrecision()
          ? translate(operand)
          : null;
    }
    return numbers.translate(call);
  }

  private @Nullable Value function(WeftFunction function, RexCall call) {
    List<Argument> arguments = new ArrayList<>();
    for (RexNode operand : call.operands) {
      Constant constant = isConstant(operand) ? constant(operand) : null;
      Value v = constant == null ? translate(operand) : value(constant, operand.getType());
      if (constant != null && constant.value() == null) {
        return value(Constant.NULL, call.getType());
      }
      arguments.add(new Argument(operand.getType(), v, constant));
    }
    if (function.readsFiles()) {
      reusable = false;
    }
    try {
      return function.translate(execution.files(), arguments);
    } catch (QueryException e) {
      if (execution.isPlanning() && ConstantCheck.hasParameters(call)) {
        return value(Evaluator.standIn(call.getType()), call.getType()); // of no parameter's value
      }
      throw Signature.at(e, call.getParserPosition());
    }
  }

  private @Nullable Value junction(RexCall call) {
    List<Expression> operands = new ArrayList<>();
    for (RexNode operand : call.operands) {
      Expression e = condition(operand);
      if (e == null) {
        return null;
      }
      operands.add(e);
    }
    return Value.of(
        switch (call.getKind()) {
          case AND -> new And(operands);
          default -> new Or(operands);
        });
  }

  private interface Truth {
    Expression of(Expression condition);
  }

  private @Nullable Value truth(RexNode operand, Truth truth) {
    Expression e = condition(operand);
    return e == null ? null : Value.of(truth.of(e));
  }

  private static Expression choose(Expression condition, long ifTrue, long otherwise) {
    return new Case(
        List.of(condition), List.of(new LongLiteral(ifTrue)), new LongLiteral(otherwise));
  }

  private @Nullable Value isNull(RexNode operand) {
    Value v = translate(operand);
    if (v == null) {
      return null;
    }
    return Value.of(v.expression().nullable() ? new IsNull(v.expression()) : new LongLiteral(0));
  }

  private @Nullable Value comparison(RexCall call) {
    Comparison operator = Comparisons.of(call.getKind());
    RexNode left = call.operands.get(0);
    RexNode right = call.operands.get(1);
    if (operator == null) {
      return null;
    }
    if (isConstant(right)) {
      return comparison(operator, left, constant(right));
    }
    if (isConstant(left)) {
      return comparison(Comparisons.mirrored(operator), right, constant(left));
    }
    Value a = translate(left);
    Value b = translate(right);
    if (a == null || b == null) {
      return null;
    }
    if (a.dictionary() != null && b.dictionary() != null) {
      return textComparison(operator, a, a.dictionary(), b, b.dictionary());
    }
    if (a.isText() || b.isText()) {
      return null;
    }
    Expression x = a.expression();
    Expression y = b.expression();
    if (x.kind() != y.kind()) {
      x = Numbers.toDouble(x, Numbers.scale(left.getType()));
      y = Numbers.toDouble(y, Numbers.scale(right.getType()));
    } else if (x.kind() == ValueKind.LONG) {
      int scale = Math.max(Numbers.scale(left.getType()), Numbers.scale(right.getType()));
      x = Numbers.rescale(x, Numbers.scale(left.getType()), scale);
      y = Numbers.rescale(y, Numbers.scale(right.getType()), scale);
    }
    return x == null || y == null ? null : Value.of(new Compare(operator, x, y));
  }

  private static Value textComparison(
      Comparison operator, Value a, Dictionary da, Value b, Dictionary db) {
    Dictionary common = Value.common(da, db);
    Value x = a.recode(common);
    Value y = b.recode(common);
    boolean byCode = operator == Comparison.EQUAL || operator == Comparison.NOT_EQUAL;
    return Value.of(
        new Compare(
            operator,
            byCode ? x.expression() : x.sortable().expression(),
            byCode ? y.expression() : y.sortable().expression()));
  }

  private static LongRanges codes(Dictionary dictionary, Comparison operator, String text) {
    return switch (operator) {
      case EQUAL -> dictionary.codesOf(List.of(text));
      case NOT_EQUAL -> dictionary.others(dictionary.codesOf(List.of(text)));
      default -> dictionary.codes(t -> Comparisons.holds(operator, t.compareTo(text)));
    };
  }

  private @Nullable Value comparison(Comparison operator, RexNode node, Constant constant) {
    Value v = translate(node);
    if (v == null) {
      return null;
    }
    Object bound = constant.value();
    if (bound == null) {
      return Value.of(new Null(ValueKind.LONG));
    }
    Expression x = v.expression();
    Dictionary dictionary = v.dictionary();
    if (dictionary != null) {
      if (operator == Comparison.EQUAL || operator == Comparison.NOT_EQUAL) {
        execution.warnOfUnknown(dictionary, bound.toString());
      }
      return Value.of(new InLongs(x, codes(dictionary, operator, bound.toString())));
    }
    return switch (x.kind()) {
      case ADDRESS ->
          bound instanceof ByteString bytes
              ? Value.of(
                  new InAddresses(x, Comparisons.addresses(operator, Addresses.address(bytes))))
              : null;
      case DOUBLE ->
          bound instanceof Number n
              ? Value.of(new Compare(operator, x, new DoubleLiteral(n.doubleValue())))
              : null;
      case LONG -> {
        BigDecimal exact =
            bound instanceof Boolean b
                ? (b ? BigDecimal.ONE : BigDecimal.ZERO)
                : Numbers.exact(bound);
        yield exact == null
            ? null
            : Value.of(
                new InLongs(
                    x,
                    Comparisons.longs(
                        operator, exact.movePointRight(Numbers.scale(node.getType())))));
      }
    };
  }

  private @Nullable Value search(RexCall call) {
    Value v = translate(call.operands.get(0));
    if (v == null || !(call.operands.get(1) instanceof RexLiteral literal)) {
      return null;
    }
    Sarg<?> sarg = literal.getValueAs(Sarg.class);
    Expression in =
        sarg == null
            ? null
            : SargTranslator.translate(
                execution, sarg, v, Numbers.scale(call.operands.get(0).getType()));
    if (sarg == null || in == null) {
      return null;
    }
    if (!v.expression().nullable()) {
      return Value.of(in);
    }
    Expression isNull = new IsNull(v.expression());
    return Value.of(
        switch (sarg.nullAs) {
          case UNKNOWN -> in;
          case TRUE -> new Or(List.of(isNull, in));
          case FALSE -> new And(List.of(new Not(isNull), in));
        });
  }

  private @Nullable Value caseWhen(RexCall call) {
    List<Expression> conditions = new ArrayList<>();
    List<Value> results = new ArrayList<>();
    int last = call.operands.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (i < last && i % 2 == 0) {
        Expression condition = condition(call.operands.get(i));
        if (condition == null) {
          return null;
        }
        conditions.add(condition);
      } else {
        Value result = translateAs(call.operands.get(i), call.getType());
        if (result == null) {
          return null;
        }
        results.add(result);
      }
    }
    List<Value> alike = SqlTypes.isText(call.getType()) ? recoded(results) : results;
    if (alike == null) {
      return null;
    }
    List<Expression> expressions = alike.stream().map(Value::expression).toList();
    return new Value(
        new Case(
            conditions,
            expressions.subList(0, expressions.size() - 1),
            expressions.get(expressions.size() - 1)),
        alike.get(0).dictionary());
  }

  /** Texts under one dictionary; null where one of them has none. */
  public static @Nullable List<Value> recoded(List<Value> values) {
    Set<Dictionary> dictionaries = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Value v : values) {
      Dictionary d = v.dictionary();
      if (d == null) {
        return null;
      }
      if (!(v.expression() instanceof Null)) { // which has no text
        dictionaries.add(d);
      }
    }
    if (dictionaries.isEmpty()) {
      return values;
    }
    Dictionary target = Value.common(dictionaries);
    return values.stream().map(v -> v.recode(target)).toList();
  }

  /** A constant as a value of a type; null where the type has no vectorised form. */
  static @Nullable Value value(Constant constant, RelDataType type) {
    ValueKind kind = kind(type);
    if (kind == null) {
      return null;
    }
    Object o = constant.value();
    if (o == null) {
      return new Value(new Null(kind), SqlTypes.isText(type) ? Dictionary.of("") : null);
    }
    if (SqlTypes.isText(type)) {
      return new Value(new LongLiteral(0), Dictionary.of(o.toString()));
    }
    return switch (kind) {
      case ADDRESS ->
          o instanceof ByteString bytes
              ? Value.of(new AddressLiteral(Addresses.address(bytes)))
              : null;
      case DOUBLE -> o instanceof Number n ? Value.of(new DoubleLiteral(n.doubleValue())) : null;
      case LONG -> exactLiteral(o, Numbers.scale(type));
    };
  }

  private static @Nullable Value exactLiteral(Object o, int scale) {
    if (o instanceof Boolean b) {
      return Value.of(new LongLiteral(b ? 1 : 0));
    }
    BigDecimal exact = Numbers.exact(o);
    if (exact == null) {
      return null;
    }
    BigDecimal unscaled = exact.movePointRight(scale);
    return unscaled.stripTrailingZeros().scale() <= 0
            && unscaled.toBigInteger().bitLength() < Long.SIZE
        ? Value.of(new LongLiteral(unscaled.longValueExact()))
        : null;
  }

  /** How values of a type are held; null where they have no vectorised form. */
  public static @Nullable ValueKind kind(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, DATE, TIME, TIMESTAMP ->
          ValueKind.LONG;
      case CHAR, VARCHAR -> ValueKind.LONG;
      case INTERVAL_DAY,
          INTERVAL_DAY_HOUR,
          INTERVAL_DAY_MINUTE,
          INTERVAL_DAY_SECOND,
          INTERVAL_HOUR,
          INTERVAL_HOUR_MINUTE,
          INTERVAL_HOUR_SECOND,
          INTERVAL_MINUTE,
          INTERVAL_MINUTE_SECOND,
          INTERVAL_SECOND ->
          ValueKind.LONG;
      case FLOAT, REAL, DOUBLE -> ValueKind.DOUBLE;
      case VARBINARY, BINARY -> ValueKind.ADDRESS;
      default -> null;
    };
  }
}
