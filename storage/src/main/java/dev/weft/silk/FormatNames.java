package dev.weft.silk;

import java.util.Locale;

/** Format ids of SiLK headers. */
public final class FormatNames {
  public static final int AGGREGATE_BAG = 0x09;
  public static final int RWIPV6 = 0x0B;
  public static final int RWIPV6ROUTING = 0x0C;
  public static final int RWAUGSNMPOUT = 0x0D;
  public static final int RWAUGROUTING = 0x0E;
  public static final int RWROUTED = 0x10;
  public static final int RWNOTROUTED = 0x11;
  public static final int RWSPLIT = 0x12;
  public static final int RWFILTER = 0x13;
  public static final int RWAUGMENTED = 0x14;
  public static final int RWAUGWEB = 0x15;
  public static final int RWGENERIC = 0x16;
  public static final int FLOWCAP = 0x1C;
  public static final int IPSET = 0x1D;
  public static final int RWWWW = 0x1F;
  public static final int BAG = 0x21;
  public static final int PREFIX_MAP = 0x25;

  private static final String[] NAMES = {
    "TCPDUMP",
    "GRAPH",
    "ADDRESSES",
    "PORTMAP",
    "SERVICEMAP",
    "NIDSMAP",
    "EXPERIMENT1",
    "EXPERIMENT2",
    "TEMPFILE",
    "AGGREGATEBAG",
    "IPFIX",
    "RWIPV6",
    "RWIPV6ROUTING",
    "RWAUGSNMPOUT",
    "RWAUGROUTING",
    "RESERVED",
    "RWROUTED",
    "RWNOTROUTED",
    "RWSPLIT",
    "RWFILTER",
    "RWAUGMENTED",
    "RWAUGWEB",
    "RWGENERIC",
    "RESERVED",
    "RWDAILY",
    "RWSCAN",
    "RWACL",
    "RWCOUNT",
    "FLOWCAP",
    "IPSET",
    "TAGTREE",
    "RWWWW",
    "SHUFFLE",
    "RWBAG",
    "BLOOM",
    "RWPRINTSTATS",
    "PDUFLOWCAP",
    "PREFIXMAP"
  };

  private FormatNames() {}

  /** For example {@code FT_RWGENERIC (0x16)}; {@code unknown (0x7e)} where there is no name. */
  public static String describe(int format) {
    String name = format < NAMES.length ? "FT_" + NAMES[format] : "unknown";
    return String.format(Locale.ROOT, "%s (0x%02x)", name, format);
  }
}
