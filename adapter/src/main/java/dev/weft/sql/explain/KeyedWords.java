package dev.weft.sql.explain;

import dev.weft.operator.Conversations;
import dev.weft.operator.Finding;
import dev.weft.operator.Matches;
import dev.weft.operator.Numbering;
import dev.weft.operator.Plan;
import dev.weft.operator.Scans;
import dev.weft.operator.Sessions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Words for what is made of rows that meet by their keys. */
final class KeyedWords {
  private KeyedWords() {}

  static String of(Plan.Numbered plan, ExpressionWords words) {
    if (plan.numbering() instanceof Matches matches) {
      return "pair queries with responses: window "
          + matches.window().name().toLowerCase(Locale.ROOT)
          + ", "
          + seconds(matches.delta())
          + (matches.symmetric() ? ", symmetric" : "");
    }
    Sessions sessions = (Sessions) plan.numbering();
    List<String> keys = plan.keys().stream().map(words::of).toList();
    return "number sessions"
        + (keys.isEmpty() ? "" : " of equal " + String.join(", ", keys))
        + ": "
        + words.of(plan.columns().get(0))
        + " at most "
        + sessions.most()
        + " after that of the "
        + (sessions.fromFirst() ? "first" : "row before");
  }

  static String column(Numbering numbering) {
    return numbering instanceof Matches ? "pair" : "session";
  }

  static String of(Finding finding) {
    if (finding instanceof Conversations conversations) {
      return "join both halves of conversations, idle for at most " + seconds(conversations.idle());
    }
    Scans scans = (Scans) finding;
    return "find scans by "
        + switch (scans.model()) {
          case BOTH -> "random walk, then logistic regression";
          case RANDOM_WALK -> "random walk";
          case LOGISTIC -> "logistic regression";
        };
  }

  static List<String> columns(Finding finding) {
    return finding instanceof Conversations
        ? List.of(
            "client",
            "server",
            "client_port",
            "server_port",
            "protocol",
            "stime",
            "etime",
            "duration",
            "flows_out",
            "packets_out",
            "bytes_out",
            "flows_back",
            "packets_back",
            "bytes_back",
            "answered")
        : List.of(
            "sip",
            "protocol",
            "stime",
            "etime",
            "flows",
            "packets",
            "bytes",
            "scan_model",
            "scan_prob");
  }

  private static String seconds(long milliseconds) {
    return BigDecimal.valueOf(milliseconds, 3).stripTrailingZeros().toPlainString() + " s";
  }
}
