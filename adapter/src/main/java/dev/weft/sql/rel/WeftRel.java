package dev.weft.sql.rel;

import org.apache.calcite.plan.Convention;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/** A node that runs in batches, as does everything below it. */
public interface WeftRel extends RelNode {
  /** The convention of all such nodes. */
  Convention CONVENTION = new Convention.Impl("WEFT", WeftRel.class);

  /**
   * The node and all below it as a plan.
   *
   * @return null where an expression has no vectorised form, which the rules rule out before
   */
  @Nullable Fragment translate(Translation translation);
}
