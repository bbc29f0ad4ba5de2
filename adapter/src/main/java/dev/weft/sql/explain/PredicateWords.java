package dev.weft.sql.explain;

import dev.weft.flow.FlowAttributes;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.LongRanges;
import dev.weft.flow.Site;
import dev.weft.flow.TcpFlags;
import dev.weft.predicate.Predicate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Conditions of a scan as SQL-like text, with times, labels and letters instead of codes. */
final class PredicateWords {
  private static final int MOST = 8;

  /** Years that four digits write. */
  private static final long LAST_TIME = 253_402_300_799_999L;

  private final Site site;

  PredicateWords(Site site) {
    this.site = site;
  }

  String of(Predicate p) {
    if (p instanceof Predicate.Always x) {
      return x.passes() ? "anything" : "nothing";
    }
    if (p instanceof Predicate.And x) {
      return x.operands().stream().map(this::of).collect(Collectors.joining(" and "));
    }
    if (p instanceof Predicate.Or x) {
      return x.operands().stream().map(this::of).collect(Collectors.joining(" or ", "(", ")"));
    }
    if (p instanceof Predicate.LongIn x) {
      return longs(x.column(), x.values());
    }
    if (p instanceof Predicate.AddressIn x) {
      return name(x.column()) + " in " + RangeWords.of(x.values());
    }
    if (p instanceof Predicate.AddressMatches x) {
      return name(x.column()) + (x.negated() ? " does not match " : " matches ") + x.test();
    }
    if (p instanceof Predicate.Test x) {
      return new ExpressionWords(i -> name(FlowColumn.of(i))).of(x.condition());
    }
    throw new IllegalStateException("no words for " + p.getClass().getSimpleName());
  }

  static String name(FlowColumn column) {
    return column.name().toLowerCase(Locale.ROOT);
  }

  private String longs(FlowColumn column, LongRanges values) {
    return switch (column) {
      case STIME, ETIME -> ranges(column, values, PredicateWords::time);
      case DURATION -> ranges(column, values, d -> d / 1000.0 + " s");
      case SENSOR -> codes(column, values, 65_536, site::sensorLabel);
      case FLOWTYPE ->
          codes(column, values, 256, c -> site.classLabel(c) + "/" + site.typeLabel(c));
      case FLAGS, INITIAL_FLAGS, SESSION_FLAGS ->
          codes(column, values, 256, c -> "'" + TcpFlags.format(c) + "'");
      case ATTRIBUTES -> codes(column, values, 256, c -> "'" + FlowAttributes.format(c) + "'");
      case SPORT,
          DPORT,
          PROTOCOL,
          PACKETS,
          BYTES,
          APPLICATION,
          IN_INTERFACE,
          OUT_INTERFACE,
          IP_VERSION ->
          ranges(column, values, Long::toString);
      case SIP, DIP, NHIP -> throw new IllegalStateException(column + " holds addresses");
    };
  }

  private static String time(long ms) {
    return ms < -LAST_TIME || ms > LAST_TIME
        ? Long.toString(ms)
        : Instant.ofEpochMilli(ms).toString().replace('T', ' ').replace("Z", "");
  }

  private static String ranges(FlowColumn column, LongRanges values, LongFunction<String> text) {
    return RangeWords.of(name(column), values, text);
  }

  private static String codes(
      FlowColumn column, LongRanges values, int domain, LongFunction<String> text) {
    List<String> parts = new ArrayList<>();
    int count = 0;
    for (int code = 0; code < domain; code++) {
      if (values.contains(code)) {
        count++;
        if (parts.size() < MOST) {
          parts.add(text.apply(code));
        }
      }
    }
    return name(column) + " in (" + String.join(", ", parts) + RangeWords.more(count) + ")";
  }
}
