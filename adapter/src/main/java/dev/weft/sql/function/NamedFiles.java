package dev.weft.sql.function;

import dev.weft.expression.Expression.AddressMap;
import dev.weft.expression.Expression.PortMap;
import dev.weft.flow.IpRanges;
import dev.weft.silk.SilkBag;
import dev.weft.silk.SilkPrefixMap;
import dev.weft.sql.type.Dictionary;

/**
 * The IP sets and prefix maps that a store's users named by putting them into its directories. An
 * unknown name is a {@link dev.weft.error.QueryException} that lists those that exist. Safe for
 * several threads.
 */
public interface NamedFiles {
  /** The addresses of a set. */
  IpRanges set(String name);

  /** A map of addresses with its labels. */
  LabelledAddresses addressMap(String name);

  /** A map of protocols and ports with its labels. */
  LabelledPorts portMap(String name);

  /** The store's country map; addresses it does not know have the label {@code --}. */
  LabelledAddresses countryMap();

  /** A prefix map of either kind, as it stands in its file. */
  SilkPrefixMap prefixMap(String name);

  /** A Bag. */
  SilkBag bag(String name);

  /** A map from addresses to labels. */
  record LabelledAddresses(AddressMap map, Dictionary.Unique labels) {
    /** The label of an address. */
    public String label(long high, long low) {
      return NamedFiles.label(map.code(high, low), labels);
    }
  }

  /** A map from protocol and port to labels. */
  record LabelledPorts(PortMap map, Dictionary.Unique labels) {
    /** The label of a port of a protocol. */
    public String label(int protocol, int port) {
      return NamedFiles.label(map.code(protocol, port), labels);
    }
  }

  private static String label(long code, Dictionary.Unique labels) {
    long[] remap = labels.remap();
    return labels.dictionary().label(remap == null ? code : remap[(int) code]);
  }
}
