package dev.weft.operator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What SiLK's description of rwmatch says, with two sorted files read side by side. */
final class PairOracle {
  private static final Comparator<TwoWayFlow> ORDER =
      Comparator.comparing(PairOracle::key).thenComparingLong(TwoWayFlow::stime);

  private final Matches matches;
  private final List<TwoWayFlow> queries;
  private final List<TwoWayFlow> responses;
  private int q;
  private int r;

  private PairOracle(List<TwoWayFlow> flows, Matches matches) {
    this.matches = matches;
    this.queries = flows.stream().filter(f -> f.response() == 0).sorted(ORDER).toList();
    this.responses = flows.stream().filter(f -> f.response() != 0).sorted(ORDER).toList();
  }

  private static String key(TwoWayFlow f) {
    return f.response() == 0
        ? "%s %s %d %d %d".formatted(f.sip(), f.dip(), f.sport(), f.dport(), f.protocol())
        : "%s %s %d %d %d".formatted(f.dip(), f.sip(), f.dport(), f.sport(), f.protocol());
  }

  /** The ids of flows that belong together. */
  static Set<Set<Long>> groups(List<TwoWayFlow> flows, Matches matches) {
    PairOracle oracle = new PairOracle(flows, matches);
    Set<Set<Long>> groups = new java.util.HashSet<>();
    while (oracle.q < oracle.queries.size() && oracle.r < oracle.responses.size()) {
      Set<Long> group = oracle.next();
      if (!group.isEmpty()) {
        groups.add(group);
      }
    }
    return groups;
  }

  private Set<Long> next() {
    TwoWayFlow query = queries.get(q);
    TwoWayFlow response = responses.get(r);
    int order = key(query).compareTo(key(response));
    if (order == 0 && query.stime() < response.stime()) {
      order = response.stime() <= query.etime() + matches.delta() ? 0 : -1;
    } else if (order == 0 && query.stime() > response.stime()) {
      order = matches.symmetric() && query.stime() <= response.etime() + matches.delta() ? 0 : 1;
    }
    if (order != 0) {
      q += order < 0 ? 1 : 0;
      r += order > 0 ? 1 : 0;
      return Set.of();
    }
    boolean tcpOrUdp = query.protocol() == 6 || query.protocol() == 17;
    boolean toClient = tcpOrUdp && query.dport() >= 1024 && query.sport() < 1024;
    boolean base = query.stime() == response.stime() ? !toClient : query.stime() < response.stime();
    TwoWayFlow first = base ? query : response;
    long until =
        matches.window() == Matches.Window.INFINITE
            ? Long.MAX_VALUE
            : first.etime() + matches.delta();
    Set<Long> group = new TreeSet<>();
    boolean hasQuery = true;
    boolean hasResponse = true;
    boolean lead = base;
    while (hasQuery || hasResponse) {
      List<TwoWayFlow> side = lead ? queries : responses;
      int at = lead ? q++ : r++;
      group.add(side.get(at).id());
      boolean goesOn =
          at + 1 < side.size()
              && key(side.get(at + 1)).equals(key(first))
              && side.get(at + 1).stime() <= until;
      if (goesOn && matches.window() == Matches.Window.RELATIVE) {
        until = Math.max(until, side.get(at + 1).etime() + matches.delta());
      }
      if (lead) {
        hasQuery = goesOn;
      } else {
        hasResponse = goesOn;
      }
      if (!hasQuery || !hasResponse) {
        lead = hasQuery;
      } else {
        long a = queries.get(q).stime();
        long b = responses.get(r).stime();
        lead = a == b ? base : a < b;
      }
    }
    return group;
  }

  static List<Matches> everyKind(java.util.Random random) {
    List<Matches> kinds = new ArrayList<>();
    for (Matches.Window window : Matches.Window.values()) {
      kinds.add(new Matches(random.nextInt(200), window, false));
      kinds.add(new Matches(random.nextInt(200), window, true));
    }
    return kinds;
  }
}
