package dev.weft.sql.schema;

import dev.weft.error.QueryException;
import dev.weft.error.WarningSink;
import dev.weft.expression.Expression.AddressMap;
import dev.weft.flow.IpRanges;
import dev.weft.silk.AddressLabels;
import dev.weft.silk.SilkBag;
import dev.weft.silk.SilkPrefixMap;
import dev.weft.sql.function.NamedFiles;
import dev.weft.sql.type.Dictionary;
import dev.weft.store.FlowStore;
import dev.weft.store.NamedBags;
import dev.weft.store.NamedMaps;
import dev.weft.store.NamedSets;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;

/** The named sets and maps of a store's directories. */
final class StoreFiles implements NamedFiles {
  /** Codes of countries are two characters of a byte each. */
  private static final int COUNTRY_CODES = 1 << 16;

  private final NamedSets sets;
  private final NamedMaps maps;
  private final NamedBags bags;
  private final Map<AddressLabels, LabelledAddresses> addresses =
      Collections.synchronizedMap(new WeakHashMap<>());
  private final Map<SilkPrefixMap, LabelledPorts> ports =
      Collections.synchronizedMap(new WeakHashMap<>());

  StoreFiles(FlowStore store, WarningSink warnings) {
    this.sets = new NamedSets(store.setsDirectory(), warnings);
    this.bags = new NamedBags(store.setsDirectory(), warnings);
    this.maps = new NamedMaps(store.mapsDirectory(), warnings);
  }

  @Override
  public IpRanges set(String name) {
    return sets.set(name);
  }

  @Override
  public SilkPrefixMap prefixMap(String name) {
    return maps.map(name);
  }

  @Override
  public SilkBag bag(String name) {
    return bags.bag(name);
  }

  @Override
  public LabelledAddresses addressMap(String name) {
    SilkPrefixMap map = maps.map(name);
    if (map.kind() == SilkPrefixMap.Kind.PORT) {
      throw new QueryException(
          "prefix map " + name + " is one of ports: call pmap(protocol, port, '" + name + "')");
    }
    return addresses.computeIfAbsent(
        map,
        m -> new LabelledAddresses(dense(map), Dictionary.unique(map.codes().length, text(map))));
  }

  private static AddressMap dense(SilkPrefixMap map) {
    LongUnaryOperator index = DenseCodes.of(map.codes());
    return (high, low) -> index.applyAsLong(map.code(high, low));
  }

  private static IntFunction<String> text(SilkPrefixMap map) {
    long[] codes = map.codes();
    return i -> map.label(codes[i]);
  }

  @Override
  public LabelledPorts portMap(String name) {
    SilkPrefixMap map = maps.map(name);
    if (map.kind() != SilkPrefixMap.Kind.PORT) {
      throw new QueryException(
          "prefix map " + name + " is one of addresses: call pmap(ip, '" + name + "')");
    }
    return ports.computeIfAbsent(
        map,
        m -> {
          LongUnaryOperator index = DenseCodes.of(map.codes());
          return new LabelledPorts(
              (protocol, port) -> index.applyAsLong(map.code(protocol, port)),
              Dictionary.unique(map.codes().length, text(map)));
        });
  }

  @Override
  public LabelledAddresses countryMap() {
    AddressLabels map = maps.countryMap();
    return addresses.computeIfAbsent(
        map, m -> new LabelledAddresses(map, Dictionary.unique(COUNTRY_CODES, c -> map.label(c))));
  }
}
