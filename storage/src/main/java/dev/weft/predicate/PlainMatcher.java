package dev.weft.predicate;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.expression.Evaluator;
import dev.weft.flow.FlowColumn;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.AddressMatches;
import dev.weft.predicate.Predicate.Always;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Or;
import dev.weft.predicate.Predicate.Test;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds the rows that pass in the plainest way: every column decoded whole, every row asked. Slow;
 * the measure that {@link PredicateMatcher} is held against, and the way of queries that doubt it.
 */
public final class PlainMatcher {
  private final Predicate predicate;
  private final Set<FlowColumn> columns;
  private final Map<Test, Evaluator> evaluators = new HashMap<>();
  private final int[] one = new int[1];
  private final int[] found = new int[1];

  public PlainMatcher(Predicate predicate) {
    this.predicate = predicate;
    this.columns = Predicates.columns(predicate);
  }

  /** As {@link PredicateMatcher#match}. */
  public int match(ChunkColumns chunk, int[] out) throws IOException {
    for (FlowColumn c : columns) {
      chunk.load(c, null, chunk.rows());
    }
    int n = 0;
    for (int i = 0; i < chunk.rows(); i++) {
      if (passes(predicate, chunk.batch(), i)) {
        out[n++] = i;
      }
    }
    chunk.batch().size(chunk.rows());
    return n;
  }

  private boolean passes(Predicate p, Batch batch, int row) {
    if (p instanceof Always x) {
      return x.passes();
    } else if (p instanceof And x) {
      for (Predicate o : x.operands()) {
        if (!passes(o, batch, row)) {
          return false;
        }
      }
      return true;
    } else if (p instanceof Or x) {
      for (Predicate o : x.operands()) {
        if (passes(o, batch, row)) {
          return true;
        }
      }
      return false;
    } else if (p instanceof LongIn x) {
      return x.values().contains(batch.longs(x.column()).values[row]);
    } else if (p instanceof AddressIn x) {
      AddressVector a = batch.addresses(x.column());
      return x.values().contains(a.highs[row], a.lows[row]);
    } else if (p instanceof AddressMatches x) {
      AddressVector a = batch.addresses(x.column());
      return x.test().test(a.highs[row], a.lows[row]) != x.negated();
    }
    one[0] = row;
    batch.select(one, 1);
    return evaluators
            .computeIfAbsent((Test) p, t -> new Evaluator(t.condition()))
            .filter(batch, found)
        == 1;
  }
}
