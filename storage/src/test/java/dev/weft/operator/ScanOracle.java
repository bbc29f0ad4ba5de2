package dev.weft.operator;

import dev.weft.flow.IpRanges;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What SiLK's description of rwscan says, with the flows of each source in a list. */
final class ScanOracle {
  private final Scans scans;

  ScanOracle(Scans scans) {
    this.scans = scans;
  }

  List<List<@Nullable Object>> rows(List<TwoWayFlow> flows) {
    Map<String, List<TwoWayFlow>> events =
        flows.stream()
            .filter(f -> f.sip().isIpv4() && f.dip().isIpv4())
            .filter(f -> f.protocol() == 1 || f.protocol() == 6 || f.protocol() == 17)
            .collect(
                Collectors.groupingBy(
                    f -> f.sip() + "/" + f.protocol(), TreeMap::new, Collectors.toList()));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<TwoWayFlow> event : events.values()) {
      event.sort(Comparator.comparing(TwoWayFlow::dip).thenComparingLong(TwoWayFlow::stime));
      judge(event, rows);
    }
    return rows;
  }

  private void judge(List<TwoWayFlow> event, List<List<@Nullable Object>> rows) {
    if (event.get(0).protocol() == 6 && scans.model() != Scans.Model.LOGISTIC) {
      double likelihood = walk(event);
      if (likelihood > 0) {
        rows.add(row(event, 1, likelihood));
      }
      if (likelihood != 0) {
        return;
      }
    }
    if (scans.model() != Scans.Model.RANDOM_WALK && event.size() >= 32) {
      double y =
          event.get(0).protocol() == 6
              ? tcp(event)
              : event.get(0).protocol() == 17 ? udp(event) : icmp(event);
      double p = Math.exp(y) / (1 + Math.exp(y));
      if (p > 0.5) {
        rows.add(row(event, 2, p));
      }
    }
  }

  private static List<@Nullable Object> row(List<TwoWayFlow> event, long model, double p) {
    long start = Math.floorDiv(event.get(0).stime(), 1000);
    long end = Math.floorDiv(event.get(0).etime(), 1000);
    for (TwoWayFlow f : event) {
      start = Math.min(start, Math.floorDiv(f.stime(), 1000));
      end = Math.floorDiv(f.stime(), 1000) > end ? Math.floorDiv(f.etime(), 1000) : end;
    }
    return List.of(
        event.get(0).sip(),
        event.get(0).protocol(),
        start * 1000,
        end * 1000,
        (long) event.size(),
        event.stream().mapToLong(TwoWayFlow::packets).sum(),
        event.stream().mapToLong(TwoWayFlow::bytes).sum(),
        model,
        p);
  }

  /** The likelihood of a scan; 0 where the other model decides, -1 where neither may. */
  private double walk(List<TwoWayFlow> event) {
    IpRanges internal = java.util.Objects.requireNonNull(scans.internal());
    for (int n = 1; n <= event.size(); n++) {
      List<TwoWayFlow> some = event.subList(0, n);
      if (some.stream().anyMatch(f -> (f.flags() & 23) != 2)) {
        break;
      }
      double likelihood = 1;
      List<TwoWayFlow> firsts = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        if (i == 0 || !some.get(i).dip().equals(some.get(i - 1).dip())) {
          firsts.add(some.get(i));
        }
      }
      for (TwoWayFlow f : firsts) {
        likelihood *= internal.contains(f.dip()) ? 0.2 / 0.8 : 1;
      }
      for (TwoWayFlow f : firsts) {
        likelihood *= internal.contains(f.dip()) ? 1 : (1 - 0.2) / (1 - 0.8);
      }
      if (likelihood > 99) {
        return likelihood;
      }
      if (likelihood < (1 - 0.99) / (1 - 0.01)) {
        return 0;
      }
    }
    long destinations = event.stream().map(TwoWayFlow::dip).distinct().count();
    long syns = event.stream().filter(f -> (f.flags() & 23) == 2).count();
    long answers =
        event.stream().filter(f -> f.flags() == 4 || f.flags() == 18 || f.flags() == 20).count();
    long resets =
        event.stream().filter(f -> f.flags() == 4 || f.flags() == 6 || f.flags() == 20).count();
    boolean backscatter = answers == event.size() && destinations > 3 && event.size() > 100;
    boolean flood =
        destinations == 1
            && 2 * syns >= event.size()
            && syns + resets == event.size()
            && event.size() > 10;
    return backscatter || flood ? -1 : 0;
  }

  private static double share(
      List<TwoWayFlow> event, java.util.function.Predicate<TwoWayFlow> test) {
    return (double) event.stream().filter(test).count() / event.size();
  }

  private static double tcp(List<TwoWayFlow> event) {
    long destinations = event.stream().map(TwoWayFlow::dip).distinct().count();
    TwoWayFlow last = event.get(event.size() - 1);
    long ports =
        event.stream()
            .filter(f -> f.dip().equals(last.dip()))
            .map(TwoWayFlow::sport)
            .distinct()
            .count();
    return -2.838353611
        + 3.309023427 * share(event, f -> (f.flags() & 16) == 0)
        - 0.157047027 * share(event, f -> f.packets() < 3)
        - 0.002319304 * ((double) ports / destinations)
        - 1.047413699 * share(event, f -> f.bytes() / f.packets() > 60)
        + 3.163018548 * ((double) destinations / event.size())
        - 3.260270447 * share(event, f -> f.flags() == 4 || f.flags() == 18 || f.flags() == 20);
  }

  private static long targets(List<TwoWayFlow> event) {
    long n = 1;
    for (int i = 1; i < event.size(); i++) {
      TwoWayFlow a = event.get(i - 1);
      TwoWayFlow b = event.get(i);
      n += a.dip().equals(b.dip()) && a.dport() == b.dport() ? 0 : 1;
    }
    return n;
  }

  private static double udp(List<TwoWayFlow> event) {
    long changes = 1;
    long run = 1;
    long longest = 1;
    long longestOfAll = 0;
    long mostPorts = 0;
    long longestPorts = 0;
    BitSet low = new BitSet();
    low.set((int) event.get(0).dport());
    for (int i = 0; i < event.size(); i++) {
      TwoWayFlow f = event.get(i);
      TwoWayFlow next = i + 1 < event.size() ? event.get(i + 1) : null;
      boolean same = next != null && next.dip().equals(f.dip());
      boolean sameNet = next != null && next.dip().low() >>> 8 == f.dip().low() >>> 8;
      if (next == null) {
        longest = Math.max(longest, run);
      } else if (same) {
        low.set((int) next.dport());
        changes += next.sport() == f.sport() ? 0 : 1;
      } else {
        changes = 1;
        if (sameNet && next.dip().low() - f.dip().low() == 1) {
          run++;
        } else if (sameNet && run > longest) {
          longest = run;
          run = 1;
        }
      }
      if (!same) {
        long ports = 0;
        for (int p = 0; p < 1024; p++) {
          if (low.get(p)) {
            ports++;
          } else {
            longestPorts = Math.max(longestPorts, ports);
            ports = 0;
          }
        }
        mostPorts = Math.max(mostPorts, low.get(0, 1024).cardinality());
        low.clear();
        low.set((int) f.dport());
      }
      if (!sameNet) {
        longestOfAll = Math.max(longestOfAll, longest);
        longest = 1;
      }
    }
    HashSet<Long> sports = new HashSet<>();
    event.forEach(f -> sports.add(f.sport()));
    sports.remove(65_535L);
    return -1.887907966
        + 0.543683505 * share(event, f -> f.packets() < 3)
        + 0.025150994 * longestOfAll
        + 0.529094801 * mostPorts
        - 1.244182168 * longestPorts
        - 0.001841634 * ((double) changes / targets(event))
        - 0.224548546 * share(event, f -> f.bytes() / f.packets() > 60)
        - 0.697943155 * ((double) sports.size() / event.size());
  }

  private static double icmp(List<TwoWayFlow> event) {
    long run = 1;
    long longest = 1;
    long longestOfAll = 0;
    long nets = 1;
    long mostNets = 1;
    long hosts = 1;
    long mostHosts = 1;
    for (int i = 0; i < event.size(); i++) {
      TwoWayFlow f = event.get(i);
      TwoWayFlow next = i + 1 < event.size() ? event.get(i + 1) : null;
      if (next != null && next.dip().low() >>> 8 == f.dip().low() >>> 8) {
        if (!next.dip().equals(f.dip())) {
          hosts = (hosts + 1) % 256;
          if (next.dip().low() - f.dip().low() == 1) {
            run = (run + 1) % 256;
          } else {
            longest = Math.max(longest, run);
            run = 1;
          }
        }
      } else {
        if (next != null && (next.dip().low() >>> 8) - (f.dip().low() >>> 8) == 1) {
          nets++;
        } else {
          mostNets = Math.max(mostNets, nets);
          nets = 1;
        }
        longestOfAll = Math.max(longestOfAll, longest);
        mostHosts = Math.max(mostHosts, hosts);
        hosts = 1;
      }
    }
    return -4.307079
        - 0.08245704 * mostNets
        - 0.02800612 * longestOfAll
        + 0.04877852 * mostHosts
        - 0.000006398878 * targets(event)
        + 4.016751
            * share(
                event,
                f ->
                    f.dport() == 2048
                        || f.dport() == 13 * 256
                        || f.dport() == 15 * 256
                        || f.dport() == 17 * 256);
  }
}
