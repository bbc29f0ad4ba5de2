package dev.weft.sql.prepare;

import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;

/** A plan for people. */
final class PlanText {
  private PlanText() {}

  static List<String> of(RelNode plan) {
    return RelOptUtil.toString(plan).lines().toList();
  }
}
