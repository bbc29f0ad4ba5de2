package dev.weft.sql.exec;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.NullPolicy;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.ScalarFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/**
 * Has code that is about to be generated call {@link TextMatches} where it would call Calcite's
 * functions of patterns.
 */
public final class StoppableMatches extends RexShuttle {
  private final RexBuilder rexBuilder;

  private StoppableMatches(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  /** The expression with its patterns exchanged. */
  public static RexNode in(RexNode node, RexBuilder rexBuilder) {
    return node.accept(new StoppableMatches(rexBuilder));
  }

  /** The plan with its patterns exchanged, as far as Calcite runs it. */
  public static RelNode in(RelNode plan) {
    if (!(plan instanceof EnumerableRel)) {
      return plan;
    }
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : plan.getInputs()) {
      inputs.add(in(input));
    }
    RelNode node = inputs.equals(plan.getInputs()) ? plan : plan.copy(plan.getTraitSet(), inputs);
    return node.accept(new StoppableMatches(plan.getCluster().getRexBuilder()));
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexNode visited = super.visitCall(call);
    if (!(visited instanceof RexCall c)) {
      return visited;
    }
    String method = method(c.getOperator().getName());
    return method == null
        ? c
        : rexBuilder.makeCall(
            c.getType(), new Matching(method, c.operands.size()), c.getOperands());
  }

  private static @Nullable String method(String operator) {
    return switch (operator) {
      case "LIKE" -> "like";
      case "ILIKE" -> "ilike";
      case "SIMILAR TO" -> "similar";
      case "POSIX REGEX CASE SENSITIVE" -> "posix";
      case "POSIX REGEX CASE INSENSITIVE" -> "posixIgnoringCase";
      case "RLIKE", "REGEXP_LIKE" -> "regexpLike";
      case "REGEXP_REPLACE" -> "regexpReplace";
      default -> null;
    };
  }

  /** A function of {@link TextMatches}. */
  private static final class Matching extends SqlUserDefinedFunction {
    Matching(String method, int operands) {
      super(
          new SqlIdentifier(method, SqlParserPos.ZERO),
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.BOOLEAN_NULLABLE, // the call has the type of the one it stands for
          null,
          OperandTypes.operandMetadata(List.of(), types -> List.of(), i -> "", i -> false),
          new Implementation(find(method, operands)));
    }

    private static Method find(String name, int operands) {
      Class<?>[] types = new Class<?>[operands];
      Arrays.fill(types, String.class);
      try {
        return TextMatches.class.getMethod(name, types);
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException(name + " of " + operands + " texts", e);
      }
    }
  }

  private record Implementation(Method method) implements ScalarFunction, ImplementableFunction {
    @Override
    public CallImplementor getImplementor() {
      return RexImpTable.createImplementor(
          (translator, call, operands) -> Expressions.call(method, operands),
          NullPolicy.STRICT,
          false);
    }

    @Override
    public RelDataType getReturnType(RelDataTypeFactory types) {
      return types.createSqlType(
          method.getReturnType() == boolean.class ? SqlTypeName.BOOLEAN : SqlTypeName.VARCHAR);
    }

    @Override
    public List<FunctionParameter> getParameters() {
      return List.of();
    }
  }
}
