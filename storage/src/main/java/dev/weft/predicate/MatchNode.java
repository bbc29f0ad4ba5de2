package dev.weft.predicate;

import dev.weft.expression.AddressFilter;
import dev.weft.expression.LongFilter;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.AddressMatches;
import dev.weft.predicate.Predicate.And;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Or;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled part of a predicate. */
abstract class MatchNode {
  private ZoneDecision decision = ZoneDecision.SOME_ROWS;

  static MatchNode of(Predicate p) {
    if (p instanceof And x) {
      return new BranchNodes.AndNode(of(x.operands()));
    } else if (p instanceof Or x) {
      return new BranchNodes.OrNode(of(x.operands()));
    } else if (p instanceof LongIn x) {
      return new LeafNodes.LongNode(x, LongFilter.of(x.values()));
    } else if (p instanceof AddressIn x) {
      return new LeafNodes.AddressNode(x, AddressFilter.of(x.values()));
    } else if (p instanceof AddressMatches x) {
      return new LeafNodes.AddressTestNode(x);
    } else if (p instanceof Predicate.Test x) {
      return new LeafNodes.TestNode(x);
    }
    return new LeafNodes.AlwaysNode((Predicate.Always) p);
  }

  private static MatchNode[] of(List<Predicate> operands) {
    return operands.stream().map(MatchNode::of).toArray(MatchNode[]::new);
  }

  /** What the bounds say; kept, so that {@link #match} need not look at what is decided. */
  final ZoneDecision decide(Zones zones) {
    decision = computeDecision(zones);
    return decision;
  }

  final ZoneDecision decision() {
    return decision;
  }

  /** True where rows that another condition takes out do no harm here: no value is an error. */
  boolean mayGoFirst() {
    return false;
  }

  abstract ZoneDecision computeDecision(Zones zones);

  /** Stores the rows that pass; {@code out} may be {@code rows}. */
  final int match(ChunkColumns columns, int @Nullable [] rows, int count, int[] out)
      throws IOException {
    return switch (decision) {
      case NO_ROW -> 0;
      case SOME_ROWS -> count == 0 ? 0 : look(columns, rows, count, out);
      case EVERY_ROW -> {
        for (int k = 0; k < count; k++) {
          out[k] = rows == null ? k : rows[k];
        }
        yield count;
      }
    };
  }

  /** As {@link #match}, by looking at the rows. */
  abstract int look(ChunkColumns columns, int @Nullable [] rows, int count, int[] out)
      throws IOException;
}
