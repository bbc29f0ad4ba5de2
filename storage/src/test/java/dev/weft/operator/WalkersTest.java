package dev.weft.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Case;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sessions, pairs, conversations and scans of random flows, against plain models. */
class WalkersTest {
  private static final int ID = 11;
  private static final int[] THREADS = {1, 3};

  @FunctionalInterface
  private interface Round {
    void run(Random random) throws IOException;
  }

  private static void rounds(int rounds, Round round) throws IOException {
    long base = Long.getLong("weft.seed", System.nanoTime());
    int count = Integer.getInteger("weft.rounds", rounds);
    for (int i = 0; i < count; i++) {
      try {
        round.run(new Random(base + i));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("-Dweft.seed=" + (base + i) + " -Dweft.rounds=1", e);
      }
    }
  }

  private static int size(Random random) {
    return random.nextInt(random.nextInt(5) == 0 ? 15_000 : 500);
  }

  private static List<List<@Nullable Object>> run(Plan plan, int threads, long memory)
      throws IOException {
    ScanOptions options = ScanOptions.DEFAULTS.withThreads(threads).withMemoryBytes(memory);
    return BatchRows.of(QueryRunner.run(plan, options, new QueryControl(), new ScanStatistics()));
  }

  private static long memory(Random random) {
    return random.nextBoolean() ? 1L << 30 : 1 + random.nextInt(300_000);
  }

  /** Ids of rows with the same number. */
  private static Set<Set<Long>> groups(List<List<@Nullable Object>> rows) {
    Map<Object, Set<Long>> groups = new HashMap<>();
    for (List<@Nullable Object> row : rows) {
      Object number = row.get(row.size() - 1);
      if (number != null && row.get(ID) instanceof Long id) {
        groups.computeIfAbsent(number, n -> new TreeSet<>()).add(id);
      }
    }
    return new HashSet<>(groups.values());
  }

  @Test
  void sessionsAreThoseOfTheModel() throws IOException {
    rounds(
        40,
        random -> {
          List<TwoWayFlow> flows = TwoWayFlow.random(random, size(random), false);
          int measured = random.nextBoolean() ? 8 : 6; // start, bytes
          Sessions sessions = new Sessions(random.nextInt(60), random.nextBoolean());
          List<Expression> keys = new ArrayList<>();
          for (int key : new int[] {0, 1, 4, 7}) {
            if (random.nextBoolean()) {
              keys.add(TwoWayFlow.input(key));
            }
          }
          Plan plan =
              new Plan.Numbered(
                  TwoWayFlow.plan(flows, random),
                  keys,
                  List.of(TwoWayFlow.input(measured)),
                  sessions,
                  Set.of(ID, 0, 6));
          Set<Set<Long>> expected = sessions(flows, keys, measured, sessions);
          for (int threads : THREADS) {
            List<List<@Nullable Object>> rows = run(plan, threads, memory(random));
            assertEquals(flows.size(), rows.size());
            assertEquals(expected, groups(rows));
            for (List<@Nullable Object> row : rows) {
              TwoWayFlow flow =
                  flows.get(((Long) java.util.Objects.requireNonNull(row.get(ID))).intValue());
              assertEquals(flow.sip(), row.get(0));
              assertEquals(flow.bytes(), row.get(6));
            }
          }
        });
  }

  private static Set<Set<Long>> sessions(
      List<TwoWayFlow> flows, List<Expression> keys, int measured, Sessions sessions) {
    Map<String, List<TwoWayFlow>> byKey = new HashMap<>();
    for (TwoWayFlow f : flows) {
      StringBuilder key = new StringBuilder();
      Object[] values = {f.sip(), f.dip(), 0, 0, f.protocol(), 0, 0, f.flags()};
      keys.forEach(k -> key.append(values[((Expression.Input) k).position()]).append('|'));
      byKey.computeIfAbsent(key.toString(), k -> new ArrayList<>()).add(f);
    }
    Set<Set<Long>> groups = new HashSet<>();
    for (List<TwoWayFlow> list : byKey.values()) {
      list.sort(Comparator.comparingLong(f -> measured == 8 ? f.stime() : f.bytes()));
      Set<Long> group = new TreeSet<>();
      long from = 0;
      for (TwoWayFlow f : list) {
        long at = measured == 8 ? f.stime() : f.bytes();
        if (!group.isEmpty() && at - from > sessions.most()) {
          groups.add(group);
          group = new TreeSet<>();
        }
        if (group.isEmpty() || !sessions.fromFirst()) {
          from = at;
        }
        group.add(f.id());
      }
      groups.add(group);
    }
    return groups;
  }

  private static Expression either(int whereResponse, int otherwise) {
    return new Case(
        List.of(TwoWayFlow.input(10)),
        List.of(TwoWayFlow.input(whereResponse)),
        TwoWayFlow.input(otherwise));
  }

  private static Plan pairs(Plan input, Matches matches) {
    Expression began =
        new Expression.And(
            List.of(
                new Expression.InLongs(
                    TwoWayFlow.input(4), dev.weft.flow.LongRanges.ofValues(6, 17)),
                new Expression.InLongs(TwoWayFlow.input(3), dev.weft.flow.LongRanges.of(0, 1023)),
                new Expression.InLongs(
                    TwoWayFlow.input(2), dev.weft.flow.LongRanges.of(1024, 65_535))));
    return new Plan.Numbered(
        input,
        List.of(either(1, 0), either(0, 1), either(3, 2), either(2, 3), TwoWayFlow.input(4)),
        List.of(TwoWayFlow.input(8), TwoWayFlow.input(9), TwoWayFlow.input(10), began),
        matches,
        Set.of(ID));
  }

  @Test
  void pairsAreThoseOfTheModel() throws IOException {
    rounds(
        20,
        random -> {
          List<TwoWayFlow> flows = TwoWayFlow.random(random, random.nextInt(1500), true);
          for (Matches matches : PairOracle.everyKind(random)) {
            Plan plan = pairs(TwoWayFlow.plan(flows, random), matches);
            List<List<@Nullable Object>> rows = run(plan, 1 + random.nextInt(3), 1L << 30);
            assertEquals(flows.size(), rows.size());
            assertEquals(PairOracle.groups(flows, matches), groups(rows), matches::toString);
          }
        });
  }

  @Test
  void rowsOfOneKeyThatMemoryDoesNotHoldAreAClearFault() {
    List<TwoWayFlow> flows = new ArrayList<>();
    TwoWayFlow like = TwoWayFlow.random(new Random(1), 1, true).get(0);
    for (int i = 0; i < 50_000; i++) {
      flows.add(
          new TwoWayFlow(
              like.sip(), like.dip(), 1, 2, 6, 1, 1, 0, like.stime() + i, like.stime() + i, 0, i));
    }
    Plan plan =
        pairs(
            TwoWayFlow.plan(flows, new Random(1)), new Matches(1, Matches.Window.ABSOLUTE, false));
    QueryException e = assertThrows(QueryException.class, () -> run(plan, 2, 400_000));
    assertTrue(e.getMessage().contains("rows have the same keys"), e.getMessage());
  }

  @Test
  void scansAreThoseOfTheModel() throws IOException {
    Set<Object> models = new HashSet<>();
    rounds(
        50,
        random -> {
          List<TwoWayFlow> flows = TwoWayFlow.random(random, size(random), true);
          IpAddress first = IpAddress.parse("10.0.0.200");
          IpRanges internal =
              IpRanges.of(first, IpAddress.parse("10.0.0." + (200 + random.nextInt(50))));
          for (Scans.Model model : Scans.Model.values()) {
            Scans scans = new Scans(model, internal);
            Plan plan =
                new Plan.Found(
                    TwoWayFlow.plan(flows, random),
                    List.of(TwoWayFlow.input(0), TwoWayFlow.input(4)),
                    List.of(
                        TwoWayFlow.input(1),
                        TwoWayFlow.input(8),
                        Scans.ports(TwoWayFlow.input(2), TwoWayFlow.input(3)),
                        TwoWayFlow.input(7),
                        TwoWayFlow.input(5),
                        TwoWayFlow.input(6),
                        new Expression.Arithmetic(
                            Expression.ArithmeticOperator.SUBTRACT,
                            TwoWayFlow.input(9),
                            TwoWayFlow.input(8))),
                    scans);
            List<List<@Nullable Object>> expected = new ScanOracle(scans).rows(flows);
            expected.forEach(r -> models.add(r.get(7) + " " + r.get(1)));
            List<List<@Nullable Object>> rows = run(plan, 1 + random.nextInt(3), memory(random));
            assertEquals(texts(expected), texts(rows), model::toString);
          }
        });
    assertTrue(models.size() >= 3, models::toString);
  }

  @Test
  void conversationsAreThoseOfTheModel() throws IOException {
    rounds(
        40,
        random -> {
          List<TwoWayFlow> flows = TwoWayFlow.random(random, size(random), true);
          long idle = random.nextInt(1 << random.nextInt(20));
          Conversations.Flow flow =
              new Conversations.Flow(
                  TwoWayFlow.input(0),
                  TwoWayFlow.input(1),
                  TwoWayFlow.input(2),
                  TwoWayFlow.input(3),
                  TwoWayFlow.input(4),
                  TwoWayFlow.input(8),
                  TwoWayFlow.input(9),
                  TwoWayFlow.input(5),
                  TwoWayFlow.input(6),
                  TwoWayFlow.input(7));
          Plan plan =
              new Plan.Found(
                  TwoWayFlow.plan(flows, random),
                  flow.keys(),
                  flow.columns(),
                  new Conversations(idle));
          List<List<@Nullable Object>> expected = ConversationOracle.rows(flows, idle);
          for (int threads : THREADS) {
            assertEquals(texts(expected), texts(run(plan, threads, memory(random))));
          }
        });
  }

  private static List<String> texts(List<List<@Nullable Object>> rows) {
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(v -> v instanceof Double d ? "%.9g".formatted(d) : String.valueOf(v))
                    .toList()
                    .toString())
        .sorted()
        .toList();
  }
}
