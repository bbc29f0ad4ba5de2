package dev.weft.sql.rule;

import java.util.function.Function;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.tools.RelBuilderFactory;
import org.jspecify.annotations.Nullable;

/** The configuration of a rule of Weft: what it matches and which rule it makes. */
record WeftRuleConfig(
    RelRule.OperandTransform operandSupplier,
    String description,
    RelBuilderFactory relBuilderFactory,
    Function<WeftRuleConfig, RelOptRule> rule)
    implements RelRule.Config {
  static WeftRuleConfig of(
      String description,
      RelRule.OperandTransform operands,
      Function<WeftRuleConfig, RelOptRule> rule) {
    return new WeftRuleConfig(operands, description, RelFactories.LOGICAL_BUILDER, rule);
  }

  @Override
  public RelOptRule toRule() {
    return rule.apply(this);
  }

  @Override
  public WeftRuleConfig withRelBuilderFactory(RelBuilderFactory factory) {
    return new WeftRuleConfig(operandSupplier, description, factory, rule);
  }

  @Override
  public WeftRuleConfig withDescription(@Nullable String text) {
    return new WeftRuleConfig(
        operandSupplier, text == null ? description : text, relBuilderFactory, rule);
  }

  @Override
  public WeftRuleConfig withOperandSupplier(RelRule.OperandTransform operands) {
    return new WeftRuleConfig(operands, description, relBuilderFactory, rule);
  }
}
