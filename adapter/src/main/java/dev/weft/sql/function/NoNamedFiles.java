package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.flow.IpRanges;
import dev.weft.silk.SilkBag;
import dev.weft.silk.SilkPrefixMap;

/** Where no function can ask for a file: in a connection of Calcite's own. */
public final class NoNamedFiles implements NamedFiles {
  public static final NamedFiles INSTANCE = new NoNamedFiles();

  private NoNamedFiles() {}

  @Override
  public IpRanges set(String name) {
    throw none("IP set " + name);
  }

  @Override
  public LabelledAddresses addressMap(String name) {
    throw none("prefix map " + name);
  }

  @Override
  public LabelledPorts portMap(String name) {
    throw none("prefix map " + name);
  }

  @Override
  public LabelledAddresses countryMap() {
    throw none("country map");
  }

  @Override
  public SilkPrefixMap prefixMap(String name) {
    throw none("prefix map " + name);
  }

  @Override
  public SilkBag bag(String name) {
    throw none("Bag " + name);
  }

  private static QueryException none(String what) {
    return new QueryException("there is no " + what + ": connect with a jdbc:weft: URL");
  }
}
