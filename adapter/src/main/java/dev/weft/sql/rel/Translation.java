package dev.weft.sql.rel;

import dev.weft.sql.function.NamedFiles;
import dev.weft.sql.translate.Execution;
import dev.weft.sql.translate.ExpressionTranslator;
import dev.weft.sql.type.Constant;
import dev.weft.sql.type.Value;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * The translation of a tree of {@link WeftRel}s for one execution, or, while a statement is
 * planned, to see what can be translated. Each node is translated once. Not for several threads.
 */
public final class Translation {
  private final Execution execution;
  private final Map<RelNode, Fragment> fragments = new IdentityHashMap<>();
  private boolean reusable = true;

  public Translation(Execution execution) {
    this.execution = execution;
  }

  /** The plan of a node; null where it is none that runs in batches. */
  public @Nullable Fragment fragment(RelNode node) {
    if (!(node.stripped() instanceof WeftRel rel)) {
      return null;
    }
    Fragment known = fragments.get(rel);
    if (known != null) {
      return known;
    }
    Fragment made = rel.translate(this);
    if (made != null) {
      fragments.put(rel, made);
    }
    return made;
  }

  /** True while the plan holds for every execution of the statement. */
  public boolean isReusable() {
    return reusable;
  }

  /** The sets and maps of the store, which may be others at the next execution. */
  NamedFiles files() {
    reusable = false;
    return execution.files();
  }

  /** The value of an expression over some inputs; null where it has no vectorised form. */
  @Nullable Value value(RexNode node, List<Value> inputs) {
    ExpressionTranslator translator = new ExpressionTranslator(execution, inputs);
    Value v = translator.translate(node);
    reusable &= translator.isReusable();
    return v;
  }

  /** True where an expression over the columns of a fragment runs in batches. */
  public boolean isTranslatable(RexNode node, Fragment input) {
    return value(node, input.values()) != null;
  }

  /** The value of an expression without inputs. */
  Constant constant(RexNode node) {
    ExpressionTranslator translator = new ExpressionTranslator(execution, List.of());
    Constant c = translator.constant(node);
    reusable &= translator.isReusable();
    return c;
  }
}
