package dev.weft.ingest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A field of rwcut's output, known by the names that rwcut and Weft's own tables give it. */
enum TextField {
  SIP("sip"),
  DIP("dip"),
  SPORT("sport"),
  DPORT("dport"),
  PROTOCOL("protocol"),
  PACKETS("packets", "pkts"),
  BYTES("bytes"),
  FLAGS("flags"),
  STIME("stime", "starttime", "stime+msec"),
  DURATION("duration", "dur+msec"),
  ETIME("etime", "endtime", "etime+msec"),
  SENSOR("sensor"),
  IN("in", "ininterface", "input"),
  OUT("out", "outinterface", "output"),
  NHIP("nhip", "nexthopip"),
  INITIAL_FLAGS("initialflags"),
  SESSION_FLAGS("sessionflags"),
  ATTRIBUTES("attributes"),
  APPLICATION("application"),
  CLASS("class"),
  TYPE("type"),
  ITYPE("itype", "icmptype"),
  ICODE("icode", "icmpcode");

  /** The columns that rwcut prints unless asked for others, in its order. */
  static final TextField[] RWCUT_DEFAULT = {
    SIP, DIP, SPORT, DPORT, PROTOCOL, PACKETS, BYTES, FLAGS, STIME, DURATION, ETIME, SENSOR
  };

  private static final int SHORTEST = 3; // letters that rwcut's narrowest column leaves of a title

  private final String[] names;

  TextField(String... names) {
    this.names = names;
  }

  /** The name in messages: rwcut's, in lower case. */
  String title() {
    return names[0];
  }

  /**
   * The field of a title in any case, with or without underscores, or cut short as rwcut cuts the
   * titles of narrow columns; null where it is none, or cut so that it could be two.
   */
  static @Nullable TextField ofTitle(String title) {
    String plain = title.toLowerCase(Locale.ROOT).replace("_", "");
    TextField found = null;
    for (TextField f : values()) {
      for (String name : f.names) {
        if (name.equals(plain)) {
          return f;
        }
        if (plain.length() >= SHORTEST && name.startsWith(plain)) {
          found = found == null || found == f ? f : null;
        }
      }
    }
    return found;
  }
}
