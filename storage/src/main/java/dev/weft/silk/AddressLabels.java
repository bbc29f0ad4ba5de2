package dev.weft.silk;

import dev.weft.expression.Expression;
import dev.weft.flow.Labels;

/**
 * Labels of addresses: a prefix map, a country map. Immutable, safe for several threads. Different
 * codes have different labels, so that grouping by code groups by label.
 */
public interface AddressLabels extends Expression.AddressMap, Labels {
  /** {@link #codeOf} of a label that no address has. */
  long NO_CODE = -1;

  /** The code of a label, as it is written; {@link #NO_CODE} where no address can have it. */
  long codeOf(String label);
}
