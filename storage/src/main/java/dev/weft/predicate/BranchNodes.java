package dev.weft.predicate;

import dev.weft.batch.Batch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** AND and OR. */
final class BranchNodes {
  private BranchNodes() {}

  /** Each operand sees the rows that all before it passed. */
  static final class AndNode extends MatchNode {
    private final MatchNode[] operands;
    private final OperandOrder order;

    AndNode(MatchNode[] operands) {
      this.operands = operands;
      int free = 0;
      while (free < operands.length && operands[free].mayGoFirst()) {
        free++;
      }
      order = new OperandOrder(free, operands.length);
    }

    @Override
    ZoneDecision computeDecision(Zones zones) {
      ZoneDecision all = ZoneDecision.EVERY_ROW;
      for (MatchNode o : operands) {
        all = all.and(o.decide(zones));
      }
      return all;
    }

    @Override
    int look(ChunkColumns columns, int @Nullable [] rows, int count, int[] out) throws IOException {
      int @Nullable [] left = rows;
      int n = count;
      int[] sequence = order.next();
      boolean trial = order.isTrial();
      for (int at : sequence) {
        MatchNode o = operands[at];
        boolean looks = o.decision() != ZoneDecision.EVERY_ROW && n > 0;
        if (trial) {
          trial = false;
          long start = System.nanoTime();
          int all = n;
          n = looks ? o.match(columns, left, n, out) : n;
          order.measured(System.nanoTime() - start, looks ? all : 0, looks ? n : 0);
        } else if (looks) {
          n = o.match(columns, left, n, out);
        }
        left = looks ? out : left;
      }
      if (left == null) { // every operand was decided
        for (int i = 0; i < n; i++) {
          out[i] = i;
        }
      }
      return n;
    }
  }

  /** Each operand sees the rows that none before it passed; a mark for each that passes. */
  static final class OrNode extends MatchNode {
    private final MatchNode[] operands;
    private final int[] open = new int[Batch.ROWS];
    private final int[] passed = new int[Batch.ROWS];
    private final byte[] marks = new byte[Batch.ROWS]; // all zero between calls

    OrNode(MatchNode[] operands) {
      this.operands = operands;
    }

    @Override
    ZoneDecision computeDecision(Zones zones) {
      ZoneDecision any = ZoneDecision.NO_ROW;
      for (MatchNode o : operands) {
        any = any.or(o.decide(zones));
      }
      return any;
    }

    @Override
    int look(ChunkColumns columns, int @Nullable [] rows, int count, int[] out) throws IOException {
      boolean unpin = columns.pin(rows, count);
      try {
        return union(columns, rows, count, out);
      } finally {
        if (unpin) {
          columns.unpin();
        }
      }
    }

    private int union(ChunkColumns columns, int @Nullable [] rows, int count, int[] out)
        throws IOException {
      int @Nullable [] left = rows;
      int n = count;
      for (MatchNode o : operands) {
        int p = n == 0 ? 0 : o.match(columns, left, n, passed);
        if (p == 0) {
          continue;
        }
        for (int k = 0; k < p; k++) {
          marks[passed[k]] = 1;
        }
        int m = 0;
        for (int k = 0; k < n; k++) {
          int i = left == null ? k : left[k];
          open[m] = i;
          m += 1 - marks[i];
        }
        left = open;
        n = m;
      }
      int found = 0;
      for (int k = 0; k < count; k++) {
        int i = rows == null ? k : rows[k];
        byte mark = marks[i];
        marks[i] = 0;
        out[found] = i;
        found += mark;
      }
      return found;
    }
  }
}
