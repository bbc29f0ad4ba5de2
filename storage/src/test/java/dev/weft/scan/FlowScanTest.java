package dev.weft.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.predicate.Predicate;
import dev.weft.predicate.PredicateOracle;
import dev.weft.predicate.RandomPredicates;
import dev.weft.testing.FlowRows;
import dev.weft.testing.FlowShape;
import dev.weft.testing.MemoryFlowStore;
import dev.weft.testing.RandomFlows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowScanTest {
  /** The selected rows of a batch as text. */
  static void addTexts(Batch batch, Set<FlowColumn> columns, List<String> out) {
    int[] selection = batch.selection();
    for (int k = 0; k < batch.selected(); k++) {
      int i = selection == null ? k : selection[k];
      StringBuilder b = new StringBuilder();
      for (FlowColumn c : columns) {
        if (c.isAddress()) {
          AddressVector a = batch.addresses(c);
          assertTrue(!a.allIpv4() || IpAddress.isIpv4(a.highs[i], a.lows[i]));
          b.append(new IpAddress(a.highs[i], a.lows[i]));
        } else {
          b.append(batch.longs(c).values[i]);
        }
        b.append('|');
      }
      out.add(b.toString());
    }
  }

  private static List<String> scan(
      MemoryFlowStore store, Predicate p, Set<FlowColumn> columns, ScanOptions options)
      throws Exception {
    List<String> all = Collections.synchronizedList(new ArrayList<>());
    FlowScan.run(
        store,
        p,
        columns,
        options,
        new QueryControl(),
        new ScanStatistics(),
        () -> batch -> addTexts(batch, columns, all));
    List<String> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    return sorted;
  }

  private static List<String> stream(
      MemoryFlowStore store, Predicate p, Set<FlowColumn> columns, ScanOptions options)
      throws Exception {
    List<String> all = new ArrayList<>();
    try (FlowStream stream =
        FlowScan.stream(store, p, columns, options, new QueryControl(), new ScanStatistics())) {
      for (Batch b = stream.next(); b != null; b = stream.next()) {
        assertTrue(b.selected() > 0);
        addTexts(b, columns, all);
      }
    }
    return all;
  }

  /** The rows that pass, in the order of files and of flows in each. */
  private static List<String> inOrder(MemoryFlowStore store, Predicate p, Set<FlowColumn> columns) {
    List<String> all = new ArrayList<>();
    for (int f = 0; f < store.fileCount(); f++) {
      FlowRows rows = store.rowsOfFile(f);
      for (int r = 0; r < rows.size(); r++) {
        if (PredicateOracle.passes(p, rows, r)) {
          all.add(rows.text(r, columns));
        }
      }
    }
    return all;
  }

  @Test
  void randomPredicatesPassTheRowsOfTheModelHoweverTheyAreScanned() throws Exception {
    long seed = Long.getLong("weft.seed", System.nanoTime());
    Random random = new Random(seed);
    int passed = 0;
    for (int round = 0; round < 60; round++) {
      RandomFlows flows =
          RandomFlows.of(seed + round)
              .withHosts(1 + random.nextInt(200))
              .withIpv6Share(random.nextInt(3) * 0.3)
              .withPartitions(1 + random.nextInt(3), 1 + random.nextInt(3), 1 + random.nextInt(2));
      FlowRows rows = flows.rows(1 + random.nextInt(3000));
      MemoryFlowStore store = new MemoryFlowStore(rows, FlowShape.random(random));
      RandomPredicates predicates = new RandomPredicates(random, flows, rows);
      for (int i = 0; i < 20; i++) {
        Predicate p = predicates.of(3);
        EnumSet<FlowColumn> columns = EnumSet.noneOf(FlowColumn.class);
        for (FlowColumn c : FlowColumn.values()) {
          if (random.nextInt(4) == 0) {
            columns.add(c);
          }
        }
        List<String> ordered = inOrder(store, p, columns);
        List<String> wanted = new ArrayList<>(ordered);
        Collections.sort(wanted);
        passed += wanted.size();
        String where = "seed " + seed + " round " + round + " predicate " + i + ": " + p;
        for (int threads : new int[] {1, 2, 5}) {
          ScanOptions options = ScanOptions.DEFAULTS.withThreads(threads);
          assertEquals(wanted, scan(store, p, columns, options), where);
          assertEquals(ordered, stream(store, p, columns, options), where + " as a stream");
        }
        ScanOptions plain = ScanOptions.DEFAULTS.withThreads(2).withPruning(false);
        assertEquals(wanted, scan(store, p, columns, plain), where + " without pruning");
        store.requireAllClosed();
      }
    }
    assertTrue(passed > 1000, "too few rows passed to tell: " + passed);
  }
}
