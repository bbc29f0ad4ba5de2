package dev.weft.sql.exec;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.tree.BlockStatement;
import org.apache.calcite.linq4j.tree.ClassDeclaration;
import org.apache.calcite.linq4j.tree.DeclarationStatement;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.ForEachStatement;
import org.apache.calcite.linq4j.tree.ForStatement;
import org.apache.calcite.linq4j.tree.MemberDeclaration;
import org.apache.calcite.linq4j.tree.MethodDeclaration;
import org.apache.calcite.linq4j.tree.ParameterExpression;
import org.apache.calcite.linq4j.tree.Shuttle;
import org.apache.calcite.linq4j.tree.Statement;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.linq4j.tree.WhileStatement;
import org.jspecify.annotations.Nullable;

/**
 * Has every loop of generated code, and every comparison of a sort, ask whether its query still is
 * to run. A window function goes over its frame again for each row, for hours if that is large, and
 * reads nothing meanwhile that would ask.
 */
public final class LoopChecks extends Shuttle {
  private static final Method STEP =
      Types.lookupMethod(RunningCheck.class, "isRunning", DataContext.class);
  private static final Method STEP_OF_THREAD =
      Types.lookupMethod(RunningCheck.class, "isThreadRunning");

  private LoopChecks() {}

  /** The code with its questions. */
  public static ClassDeclaration in(ClassDeclaration code) {
    List<MemberDeclaration> members = new ArrayList<>();
    for (MemberDeclaration member : code.memberDeclarations) {
      // Only there every loop sees the execution's context; fields may be static.
      boolean runs = member instanceof MethodDeclaration m && m.name.equals("bind");
      members.add(member.accept(runs ? new LoopChecks() : new CompareChecks()));
    }
    return Expressions.classDecl(
        code.modifier, code.name, code.extended, code.implemented, members);
  }

  @Override
  public Statement visit(WhileStatement loop, Expression condition, Statement body) {
    return Expressions.while_(condition, checked(body));
  }

  @Override
  public ForStatement visit(
      ForStatement loop,
      List<DeclarationStatement> declarations,
      @Nullable Expression condition,
      @Nullable Expression post,
      Statement body) {
    return Expressions.for_(declarations, condition, post, checked(body));
  }

  @Override
  public ForEachStatement visit(
      ForEachStatement loop, ParameterExpression parameter, Expression iterable, Statement body) {
    return Expressions.forEach(parameter, iterable, checked(body));
  }

  @Override
  public MemberDeclaration visit(MethodDeclaration method, BlockStatement body) {
    return compareChecked(method, body);
  }

  private static Statement checked(Statement body) {
    return Expressions.block(Expressions.statement(Expressions.call(STEP, DataContext.ROOT)), body);
  }

  private static MemberDeclaration compareChecked(MethodDeclaration method, BlockStatement body) {
    BlockStatement own = body;
    if (method.name.equals("compare")) {
      List<Statement> statements = new ArrayList<>();
      statements.add(Expressions.statement(Expressions.call(STEP_OF_THREAD)));
      statements.addAll(body.statements);
      own = Expressions.block(statements);
    }
    return Expressions.methodDecl(
        method.modifier, method.resultType, method.name, method.parameters, own);
  }

  /** For what is computed once for all executions. */
  private static final class CompareChecks extends Shuttle {
    @Override
    public MemberDeclaration visit(MethodDeclaration method, BlockStatement body) {
      return compareChecked(method, body);
    }
  }
}
