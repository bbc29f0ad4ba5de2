package dev.weft.sql.translate;

import dev.weft.error.QueryException;
import dev.weft.sql.exec.StoppableMatches;
import dev.weft.sql.function.NamedFiles;
import dev.weft.sql.function.WeftFunction;
import dev.weft.sql.type.Constant;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Values of expressions by Calcite's own evaluation, for what is computed once (constants) or once
 * for each text of a dictionary. What is written most is answered at once; the rest is compiled.
 */
final class Evaluator {
  private final Execution execution;

  Evaluator(Execution execution) {
    this.execution = execution;
  }

  /** The value of an expression without inputs. */
  Constant constant(RexNode node) {
    Constant quick = quick(node);
    if (quick != null) {
      return quick;
    }
    if (execution.isPlanning() && ConstantCheck.hasParameters(node)) {
      return standIn(node.getType());
    }
    try {
      return new Constant(function(node, null).apply(null));
    } catch (QueryException | CalciteContextException e) {
      throw e;
    } catch (RuntimeException e) {
      Throwable fault = e;
      for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
        fault = t;
      }
      throw new QueryException(String.valueOf(fault.getMessage()), e);
    }
  }

  private @Nullable Constant quick(RexNode node) {
    if (node instanceof RexLiteral literal) {
      return literal(literal);
    }
    DataContext context = execution.context();
    if (node instanceof RexDynamicParam parameter) {
      return context == null
          ? standIn(parameter.getType())
          : new Constant(context.get(parameter.getName()));
    }
    if (!(node instanceof RexCall call)) {
      return null;
    }
    switch (call.getOperator().getName()) {
      case "CURRENT_TIMESTAMP", "LOCALTIMESTAMP" -> {
        return new Constant(
            context == null ? (Object) 0L : DataContext.Variable.CURRENT_TIMESTAMP.get(context));
      }
      case "DATETIME_PLUS", "+" -> {
        return shifted(call, 1);
      }
      case "MINUS_DATE", "-" -> {
        return shifted(call, -1);
      }
      case "CAST" -> {
        return cast(call);
      }
      default -> {
        return null;
      }
    }
  }

  /** Timestamp and day-time interval. */
  private @Nullable Constant shifted(RexCall call, int sign) {
    if (call.operands.size() != 2
        || call.getType().getSqlTypeName() != SqlTypeName.TIMESTAMP
        || call.operands.get(0).getType().getSqlTypeName() != SqlTypeName.TIMESTAMP
        || !SqlTypeName.DAY_INTERVAL_TYPES.contains(
            call.operands.get(1).getType().getSqlTypeName())) {
      return null;
    }
    Object time = constant(call.operands.get(0)).value();
    Object interval = constant(call.operands.get(1)).value();
    return time == null || interval == null
        ? Constant.NULL
        : new Constant(
            Math.addExact(
                ((Number) time).longValue(),
                Math.multiplyExact(sign, ((Number) interval).longValue())));
  }

  private @Nullable Constant cast(RexCall call) {
    RelDataType from = call.operands.get(0).getType();
    RelDataType to = call.getType();
    boolean lossless =
        SqlTypeUtil.equalSansNullability(from, to)
            || from.getSqlTypeName() == SqlTypeName.TIMESTAMP
                && to.getSqlTypeName() == SqlTypeName.TIMESTAMP
                && to.getPrecision() >= from.getPrecision();
    return lossless ? quick(call.operands.get(0)) : null;
  }

  private static Constant literal(RexLiteral literal) {
    if (literal.isNull()) {
      return Constant.NULL;
    }
    Object value =
        switch (literal.getType().getSqlTypeName()) {
          case CHAR, VARCHAR -> literal.getValueAs(String.class);
          case BINARY, VARBINARY -> literal.getValueAs(ByteString.class);
          case BOOLEAN -> literal.getValueAs(Boolean.class);
          case TINYINT, SMALLINT, INTEGER, BIGINT -> literal.getValueAs(Long.class);
          case DECIMAL -> literal.getValueAs(BigDecimal.class);
          case FLOAT, REAL, DOUBLE -> literal.getValueAs(Double.class);
          case DATE, TIME -> literal.getValueAs(Integer.class);
          default -> literal.getValueAs(Long.class);
        };
    return new Constant(value);
  }

  /** While planning, a parameter is any value of its type. */
  static Constant standIn(RelDataType type) {
    Object value =
        switch (type.getSqlTypeName()) {
          case CHAR, VARCHAR -> "";
          case BINARY, VARBINARY -> new ByteString(new byte[16]);
          case BOOLEAN -> Boolean.TRUE;
          case DECIMAL -> BigDecimal.ONE;
          case FLOAT, REAL, DOUBLE -> 1.0;
          case DATE, TIME, INTEGER -> 1;
          default -> 1L;
        };
    return new Constant(value);
  }

  /**
   * Compiles an expression.
   *
   * @param input type of the only input, position 0; null where there is none
   * @return a function from the input's value
   */
  Function1<@Nullable Object, @Nullable Object> function(
      RexNode node, @Nullable RelDataType input) {
    RexBuilder rexBuilder = execution.rexBuilder();
    RelDataType row =
        input == null
            ? rexBuilder.getTypeFactory().builder().build()
            : rexBuilder.getTypeFactory().builder().add("v", input).build();
    Function1<DataContext, @Nullable Object @Nullable []> compiled =
        RexExecutorImpl.getExecutable(
                rexBuilder, List.of(StoppableMatches.in(node, rexBuilder)), row)
            .getFunction();
    return value -> {
      @Nullable Object[] result = compiled.apply(new InputContext(execution, value));
      return result == null ? null : result[0];
    };
  }

  /** True where a call is one of a function whose result may change within a query. */
  static boolean isVolatile(RexCall call) {
    return !call.getOperator().isDeterministic()
        || call.getKind() == SqlKind.OTHER_FUNCTION
            && call.getOperator().getName().startsWith("RAND");
  }

  private record InputContext(Execution execution, @Nullable Object input) implements DataContext {
    @Override
    public @Nullable SchemaPlus getRootSchema() {
      return null;
    }

    @Override
    @SuppressWarnings("NullAway") // Calcite's own evaluation of constants has none either
    public JavaTypeFactory getTypeFactory() {
      return (JavaTypeFactory) execution.rexBuilder().getTypeFactory();
    }

    @Override
    @SuppressWarnings("NullAway") // never asked for by an expression
    public QueryProvider getQueryProvider() {
      return null;
    }

    @Override
    public @Nullable Object get(String name) {
      if (name.equals("inputRecord")) {
        return new @Nullable Object[] {input};
      }
      if (name.equals(WeftFunction.NAMED_FILES)) {
        NamedFiles files = execution.files();
        return files;
      }
      DataContext context = execution.context();
      return context == null ? PlanningContext.get(name) : context.get(name);
    }
  }
}
