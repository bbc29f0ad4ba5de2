package dev.weft.sql.prepare;

import dev.weft.sql.exec.LoopChecks;
import dev.weft.sql.exec.StoppableMatches;
import java.util.Map;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.tree.ClassDeclaration;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.runtime.ArrayBindable;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.runtime.Typed;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.commons.compiler.InternalCompilerException;
import org.codehaus.janino.SimpleCompiler;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what Calcite generates, as Calcite's {@code EnumerableInterpretable} does, but so that
 * both the compiling and the code can be stopped.
 */
final class CodeCompiler {
  /** Characters: some seconds of the compiler's. */
  private static final int MOST_CODE = 4 << 20;

  private CodeCompiler() {}

  /**
   * The code of a plan.
   *
   * @param stash what the code expects to find in its {@code DataContext} is put here
   */
  static Bindable<@Nullable Object> compile(EnumerableRel plan, Map<String, Object> stash) {
    EnumerableRelImplementor implementor =
        new EnumerableRelImplementor(plan.getCluster().getRexBuilder(), stash);
    ClassDeclaration code =
        LoopChecks.in(
            implementor.implementRoot(
                (EnumerableRel) StoppableMatches.in(plan), EnumerableRel.Prefer.ARRAY));
    String body = Expressions.toString(code.memberDeclarations, "\n", false);
    if (body.length() > MOST_CODE) {
      throw StatementLimit.tooLarge();
    }
    String parents =
        plan.getRowType().getFieldCount() == 1
            ? Bindable.class.getName() + ", " + Typed.class.getName()
            : ArrayBindable.class.getName();
    SimpleCompiler compiler = new SimpleCompiler();
    compiler.setParentClassLoader(new StoppableLoader());
    try {
      compiler.cook(
          "public final class " + code.name + " implements " + parents + " {\n" + body + "\n}");
      @SuppressWarnings("unchecked") // rows are objects, whatever the code says
      Bindable<@Nullable Object> compiled =
          (Bindable<@Nullable Object>)
              compiler
                  .getClassLoader()
                  .loadClass(code.name)
                  .getDeclaredConstructors()[0]
                  .newInstance();
      return compiled;
    } catch (InternalCompilerException e) {
      if (isTooLarge(e)) {
        throw StatementLimit.tooLarge();
      }
      throw e;
    } catch (CompileException | ReflectiveOperationException e) {
      throw new IllegalStateException("Error while compiling generated Java code", e);
    }
  }

  /** A method of Java's has 64 KB at most. */
  private static boolean isTooLarge(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains("grows beyond 64 KB")) {
        return true;
      }
    }
    return false;
  }

  /** Where the compiler looks for classes, which it does all the time. */
  private static final class StoppableLoader extends ClassLoader {
    StoppableLoader() {
      super(EnumerableInterpretable.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Planning.check();
      return super.loadClass(name, resolve);
    }
  }
}
