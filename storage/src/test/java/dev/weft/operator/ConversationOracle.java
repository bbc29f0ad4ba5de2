package dev.weft.operator;

import dev.weft.flow.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** What the description of {@link Conversations} says, with the flows of each in a list. */
final class ConversationOracle {
  private record End(IpAddress address, long port) {}

  private record Ends(End a, End b, long protocol) {}

  private ConversationOracle() {}

  private static boolean isIcmp(TwoWayFlow f) {
    return f.protocol() == 1 || f.protocol() == 58;
  }

  private static Ends ends(TwoWayFlow f) {
    End from = new End(f.sip(), f.sport());
    End to = new End(f.dip(), f.dport());
    if (isIcmp(f)) {
      long type = f.dport() / 256;
      List<Long> asks = List.of(8L, 13L, 15L, 17L, 128L);
      List<Long> answers = List.of(0L, 14L, 16L, 18L, 129L);
      long pair = answers.contains(type) ? asks.get(answers.indexOf(type)) : type;
      from = new End(f.sip(), pair * 256 + f.dport() % 256);
      to = new End(f.dip(), from.port);
    }
    Comparator<End> order = Comparator.comparing(End::address).thenComparingLong(End::port);
    return order.compare(from, to) <= 0
        ? new Ends(from, to, f.protocol())
        : new Ends(to, from, f.protocol());
  }

  static List<List<@Nullable Object>> rows(List<TwoWayFlow> flows, long idle) {
    Map<Ends, List<TwoWayFlow>> all = new HashMap<>();
    flows.forEach(f -> all.computeIfAbsent(ends(f), e -> new ArrayList<>()).add(f));
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<TwoWayFlow> list : all.values()) {
      list.sort(Comparator.comparingLong(TwoWayFlow::stime));
      List<TwoWayFlow> open = new ArrayList<>();
      for (TwoWayFlow f : list) {
        long end = open.stream().mapToLong(TwoWayFlow::etime).max().orElse(Long.MAX_VALUE / 2);
        if (f.stime() > end + idle) {
          rows.add(row(open));
          open = new ArrayList<>();
        }
        open.add(f);
      }
      rows.add(row(open));
    }
    return rows;
  }

  private static boolean isFrom(TwoWayFlow f, TwoWayFlow first) {
    return f.sip().equals(first.sip()) && (isIcmp(f) || f.sport() == first.sport());
  }

  private static List<@Nullable Object> row(List<TwoWayFlow> flows) {
    TwoWayFlow first = flows.get(0);
    List<TwoWayFlow> one = flows.stream().filter(f -> isFrom(f, first)).toList();
    List<TwoWayFlow> other = flows.stream().filter(f -> !isFrom(f, first)).toList();
    boolean swapped = !firstIsClient(one, other);
    List<TwoWayFlow> out = swapped ? other : one;
    List<TwoWayFlow> back = swapped ? one : other;
    long start = first.stime();
    long end = flows.stream().mapToLong(TwoWayFlow::etime).max().orElseThrow();
    TwoWayFlow sent = out.isEmpty() ? null : out.get(0);
    boolean icmp = isIcmp(first);
    return Arrays.asList(
        swapped ? first.dip() : first.sip(),
        swapped ? first.sip() : first.dip(),
        icmp ? 0L : swapped ? first.dport() : first.sport(),
        icmp ? (sent == null ? first : sent).dport() : swapped ? first.sport() : first.dport(),
        first.protocol(),
        start,
        end,
        end - start,
        (long) out.size(),
        out.stream().mapToLong(TwoWayFlow::packets).sum(),
        out.stream().mapToLong(TwoWayFlow::bytes).sum(),
        (long) back.size(),
        back.stream().mapToLong(TwoWayFlow::packets).sum(),
        back.stream().mapToLong(TwoWayFlow::bytes).sum(),
        back.isEmpty() ? null : (Object) back.get(0).stime());
  }

  private static boolean firstIsClient(List<TwoWayFlow> one, List<TwoWayFlow> other) {
    if (isIcmp(one.get(0))) {
      boolean a = one.stream().anyMatch(f -> asks(f.dport() / 256));
      boolean b = other.stream().anyMatch(f -> asks(f.dport() / 256));
      return a == b || a;
    }
    LongPredicate syn = flags -> (flags & 18) == 2;
    LongPredicate answer = flags -> (flags & 18) == 18;
    boolean a = one.stream().anyMatch(f -> syn.test(f.flags()));
    boolean b = other.stream().anyMatch(f -> syn.test(f.flags()));
    if (a != b) {
      return a;
    }
    boolean c = one.stream().anyMatch(f -> answer.test(f.flags()));
    boolean d = other.stream().anyMatch(f -> answer.test(f.flags()));
    return c == d || d;
  }

  private static boolean asks(long type) {
    return type == 8 || type == 13 || type == 15 || type == 17 || type == 128;
  }
}
