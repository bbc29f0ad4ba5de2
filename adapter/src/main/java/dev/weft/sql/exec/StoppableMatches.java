package dev.weft.sql.exec;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.NullPolicy;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
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
        : rexBuilder.makeCall(c.getType(), Matching.of(method, c.operands.size()), c.getOperands());
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
  private static final class Matching extends CodeOperator {
    Matching(Method method) {
      super(
          method.getName(),
          ReturnTypes.BOOLEAN_NULLABLE, // the call has the type of the one it stands for
          method.getReturnType() == boolean.class ? SqlTypeName.BOOLEAN : SqlTypeName.VARCHAR,
          NullPolicy.STRICT,
          (translator, call, operands) -> Expressions.call(method, operands));
    }

    static Matching of(String name, int operands) {
      Class<?>[] types = new Class<?>[operands];
      Arrays.fill(types, String.class);
      try {
        return new Matching(TextMatches.class.getMethod(name, types));
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException(name + " of " + operands + " texts", e);
      }
    }
  }
}
