package dev.weft.sql.prepare;

import dev.weft.sql.exec.QueryRun;
import dev.weft.sql.explain.PlanWords;
import dev.weft.sql.function.NamedFiles;
import dev.weft.sql.rel.Fragment;
import dev.weft.sql.rel.KeptGroups;
import dev.weft.sql.rel.KeptRows;
import dev.weft.sql.rel.Translation;
import dev.weft.sql.rel.WeftRel;
import dev.weft.sql.rel.WeftToEnumerable;
import dev.weft.sql.translate.Execution;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A plan for people: what runs in batches in Weft's words, what runs row by row as Calcite tells
 * it. Without an execution, parameters are shown as Calcite has them.
 */
final class PlanText {
  private final NamedFiles files;
  private final @Nullable QueryRun run;
  private final List<String> lines = new ArrayList<>();

  private PlanText(NamedFiles files, @Nullable QueryRun run) {
    this.files = files;
    this.run = run;
  }

  static List<String> of(RelNode plan, NamedFiles files, @Nullable QueryRun run) {
    PlanText text = new PlanText(files, run);
    text.add(plan, 0);
    return text.lines;
  }

  private void add(RelNode node, int depth) {
    if (node instanceof WeftToEnumerable seam) {
      batches(seam.below(), depth);
    } else if (node instanceof WeftRel weft) {
      batches(weft, depth);
    } else if (node instanceof KeptRows || node instanceof KeptGroups) {
      add(node.getInput(0), depth); // they only count
    } else {
      lines.add("  ".repeat(depth) + "row by row: " + self(node));
      node.getInputs().forEach(i -> add(i, depth + 1));
    }
  }

  /** The node's own line of Calcite's explanation. */
  private static String self(RelNode node) {
    return RelOptUtil.toString(node).lines().findFirst().orElse(node.getRelTypeName());
  }

  private void batches(WeftRel node, int depth) {
    QueryRun r = run;
    RexBuilder rexBuilder = node.getCluster().getRexBuilder();
    Translation translation =
        new Translation(
            r == null
                ? Execution.planning(rexBuilder, files, Planning::check)
                : Execution.of(rexBuilder, r));
    Fragment fragment = translation.fragment(node);
    if (fragment == null || r == null && !translation.isReusable()) {
      RelOptUtil.toString(node).lines().forEach(l -> lines.add("  ".repeat(depth) + l));
      return;
    }
    PlanWords.of(fragment.materialized().plan()).forEach(l -> lines.add("  ".repeat(depth) + l));
  }
}
