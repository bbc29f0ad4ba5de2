package dev.weft.sql.prepare;

import dev.weft.sql.function.NamedFiles;
import dev.weft.sql.rel.Translation;
import dev.weft.sql.rel.WeftRel;
import dev.weft.sql.rel.WeftToEnumerable;
import dev.weft.sql.rule.PlanningContext;
import dev.weft.sql.rule.WeftRules;
import dev.weft.sql.translate.Execution;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.plan.Context;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.tools.Programs;
import org.apache.calcite.util.CancelFlag;

/**
 * Plans in two steps. First everything that can run in batches is found, from the scans upward;
 * most queries end there. What is left above is planned by Calcite and compiled to Java.
 *
 * <p>Order is no trait here: a sort is a node that stays where it is. Calcite would compute what is
 * known of the order of every node it makes, which no query needs.
 */
final class Planner {
  private static final HepProgram LOGICAL = program(HepMatchOrder.ARBITRARY, WeftRules.LOGICAL);

  private static final HepProgram BATCH = program(HepMatchOrder.BOTTOM_UP, WeftRules.BATCH);

  private final RelOptCluster cluster;
  private final VolcanoPlanner volcano;
  private final Context context;

  Planner(NamedFiles files) {
    RexBuilder rexBuilder = new StoppableExpressions();
    context =
        Contexts.of(
            new PlanningContext(
                new Translation(Execution.planning(rexBuilder, files, Planning::check))),
            new CancelFlag(Planning.flag()));
    volcano = new VolcanoPlanner(null, context);
    volcano.addRelTraitDef(ConventionTraitDef.INSTANCE);
    cluster = RelOptCluster.create(volcano, rexBuilder);
    cluster.setMetadataQuerySupplier(OrderlessMetadata::new);
  }

  static HepProgram program(HepMatchOrder order, List<RelOptRule> rules) {
    return new HepProgramBuilder().addMatchOrder(order).addRuleCollection(rules).build();
  }

  RelOptCluster cluster() {
    return cluster;
  }

  /** Sub-queries as joins. */
  RelNode withoutSubQueries(RelNode plan) {
    if (SubQueries.in(plan)) {
      return Decorrelation.of(run(SubQueries.Rules.TO_JOINS, RowsInQueries.in(plan)));
    }
    return Decorrelation.isNeeded(plan) ? Decorrelation.of(plan) : plan;
  }

  /** The plan in the form that finding batches wants. */
  RelNode simplified(RelNode plan) {
    return run(LOGICAL, plan);
  }

  /** The plan with all that can run in batches as {@link WeftRel}s. */
  RelNode batched(RelNode plan) {
    return run(BATCH, plan);
  }

  private RelNode run(HepProgram program, RelNode plan) {
    HepPlanner planner = new HepPlanner(program, context);
    planner.setRoot(plan);
    return planner.findBestExp();
  }

  /** The plan with what does not run in batches as code of Calcite's. */
  EnumerableRel rows(RelNode plan) {
    Unrunnable.refuseForeignOrder(plan);
    RowRules.CODE.forEach(volcano::addRule);
    RelNode seamed =
        StoppableJoins.in(
            LargeLeft.in(withSeams(ExactArithmetic.in(run(RowRules.AGGREGATES, plan)))));
    Unrunnable.refuse(seamed);
    RelNode root = new SeamTrimmer(seamed).trim(seamed);
    RelTraitSet traits = cluster.traitSetOf(EnumerableConvention.INSTANCE);
    RelNode wanted = root.getTraitSet().equals(traits) ? root : volcano.changeTraits(root, traits);
    volcano.setRoot(wanted);
    RelNode best = volcano.findBestExp();
    return (EnumerableRel)
        RowKeepers.in(Programs.CALC_PROGRAM.run(volcano, best, traits, List.of(), List.of()));
  }

  private static RelNode withSeams(RelNode node) {
    if (node instanceof WeftRel weft) {
      return WeftToEnumerable.of(weft);
    }
    List<RelNode> inputs = new ArrayList<>();
    node.getInputs().forEach(i -> inputs.add(withSeams(i)));
    return inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
  }
}
