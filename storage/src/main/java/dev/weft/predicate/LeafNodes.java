package dev.weft.predicate;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.Zone;
import dev.weft.expression.AddressFilter;
import dev.weft.expression.Evaluator;
import dev.weft.expression.Expressions;
import dev.weft.expression.LongFilter;
import dev.weft.flow.FlowColumn;
import dev.weft.predicate.Predicate.AddressIn;
import dev.weft.predicate.Predicate.AddressMatches;
import dev.weft.predicate.Predicate.Always;
import dev.weft.predicate.Predicate.LongIn;
import dev.weft.predicate.Predicate.Test;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Conditions on columns. */
final class LeafNodes {
  private LeafNodes() {}

  static final class AlwaysNode extends MatchNode {
    private final Always always;

    AlwaysNode(Always always) {
      this.always = always;
      decide(c -> Zone.ANY_LONG);
    }

    @Override
    ZoneDecision computeDecision(Zones zones) {
      return zones.decide(always);
    }

    @Override
    int look(ChunkColumns columns, int @Nullable [] rows, int count, int[] out) {
      throw new IllegalStateException("decided without looking");
    }
  }

  static final class LongNode extends MatchNode {
    private final LongIn leaf;
    private final LongFilter filter;

    LongNode(LongIn leaf, LongFilter filter) {
      this.leaf = leaf;
      this.filter = filter;
    }

    @Override
    ZoneDecision computeDecision(Zones zones) {
      return zones.decide(leaf);
    }

    @Override
    boolean mayGoFirst() {
      return true;
    }

    @Override
    int look(ChunkColumns columns, int @Nullable [] rows, int count, int[] out) throws IOException {
      int matched = rows == null ? columns.match(leaf.column(), leaf.values(), out) : -1;
      if (matched >= 0) {
        return matched;
      }
      columns.load(leaf.column(), rows, count);
      return filter.filter(columns.batch().longs(leaf.column()).values, rows, count, out);
    }
  }

  static final class AddressNode extends MatchNode {
    private final AddressIn leaf;
    private final AddressFilter filter;

    AddressNode(AddressIn leaf, AddressFilter filter) {
      this.leaf = leaf;
      this.filter = filter;
    }

    @Override
    ZoneDecision computeDecision(Zones zones) {
      return zones.decide(leaf);
    }

    @Override
    boolean mayGoFirst() {
      return true;
    }

    @Override
    int look(ChunkColumns columns, int @Nullable [] rows, int count, int[] out) throws IOException {
      columns.load(leaf.column(), rows, count);
      return filter.filter(columns.batch().addresses(leaf.column()), rows, count, out);
    }
  }

  static final class AddressTestNode extends MatchNode {
    private final AddressMatches leaf;

    AddressTestNode(AddressMatches leaf) {
      this.leaf = leaf;
    }

    @Override
    ZoneDecision computeDecision(Zones zones) {
      return ZoneDecision.SOME_ROWS;
    }

    @Override
    int look(ChunkColumns columns, int @Nullable [] rows, int count, int[] out) throws IOException {
      columns.load(leaf.column(), rows, count);
      AddressVector a = columns.batch().addresses(leaf.column());
      int n = 0;
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        out[n] = i;
        n += leaf.test().test(a.highs[i], a.lows[i]) != leaf.negated() ? 1 : 0;
      }
      return n;
    }
  }

  static final class TestNode extends MatchNode {
    private final Evaluator evaluator;
    private final FlowColumn[] inputs;

    TestNode(Test leaf) {
      evaluator = new Evaluator(leaf.condition());
      inputs =
          Expressions.inputs(leaf.condition()).stream()
              .mapToObj(FlowColumn::of)
              .toArray(FlowColumn[]::new);
    }

    @Override
    ZoneDecision computeDecision(Zones zones) {
      return ZoneDecision.SOME_ROWS;
    }

    @Override
    int look(ChunkColumns columns, int @Nullable [] rows, int count, int[] out) throws IOException {
      for (FlowColumn c : inputs) {
        columns.load(c, rows, count);
      }
      Batch batch = columns.batch();
      batch.size(columns.rows());
      if (rows != null) {
        batch.select(rows, count);
      }
      int n = evaluator.filter(batch, out);
      batch.size(columns.rows());
      return n;
    }
  }
}
