package dev.weft.ingest;

import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.silk.SilkConf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds the names of a source's site to those of a store. What counts is names: a sensor or type
 * that the store knows keeps the store's id, a new one keeps its own id if the store has it free,
 * and gets the next free one if not.
 */
final class SiteMerge {
  private final Map<Integer, Site.Sensor> sensors = new TreeMap<>();
  private final Map<Integer, Site.FlowType> types = new TreeMap<>();
  private final Map<String, Integer> sensorIds = new HashMap<>();
  private final Map<String, Integer> typeIds = new HashMap<>(); // class, tab, type
  private final Set<String> flowtypes = new LinkedHashSet<>();
  private final Set<String> classes;
  private final WarningSink warnings;
  private boolean changed;

  private SiteMerge(SilkConf store, WarningSink warnings) {
    this.warnings = warnings;
    classes = new LinkedHashSet<>(store.classes());
    store.site().sensors().forEach(this::put);
    store.site().types().forEach(this::put);
    changed = false;
  }

  /**
   * The store's site file with the names of the sites added; {@code store} itself where it has them
   * all.
   *
   * @throws IllegalArgumentException where no id is left
   */
  static SilkConf merge(SilkConf store, Iterable<Site> sites, WarningSink warnings) {
    SiteMerge merge = new SiteMerge(store, warnings);
    for (Site site : sites) {
      site.types().forEach(merge::add);
      site.sensors().forEach(merge::add);
    }
    if (!merge.changed) {
      return store;
    }
    Site site = new Site(List.copyOf(merge.sensors.values()), List.copyOf(merge.types.values()));
    return new SilkConf(
        site,
        List.copyOf(merge.classes),
        store.defaultClass(),
        store.pathFormat(),
        store.packingLogic());
  }

  private void add(Site.FlowType type) {
    Integer known = typeIds.get(key(type));
    if (known != null) {
      return;
    }
    int id = free(type.id(), types, Site.UNKNOWN_FLOWTYPE, "type");
    if (id != type.id()) {
      warnings.warn(
          "type %s of class %s has the id %d in its source and %d in the store, where %d is taken"
              .formatted(type.typeName(), type.className(), type.id(), id, type.id()));
    }
    String flowtype = type.flowtype();
    for (int n = 2; flowtypes.contains(flowtype); n++) {
      flowtype = type.flowtype() + n;
    }
    put(new Site.FlowType(id, type.className(), type.typeName(), flowtype, type.isDefault()));
  }

  private void add(Site.Sensor sensor) {
    List<String> inClasses = new ArrayList<>();
    for (String c : sensor.classes()) {
      if (classes.contains(c)) { // a class without types can't stand in silk.conf
        inClasses.add(c);
      }
    }
    Integer known = sensorIds.get(sensor.name());
    if (known == null) {
      int id = free(sensor.id(), sensors, Site.UNKNOWN_SENSOR, "sensor");
      if (id != sensor.id()) {
        warnings.warn(
            "sensor %s has the id %d in its source and %d in the store, where %d is taken"
                .formatted(sensor.name(), sensor.id(), id, sensor.id()));
      }
      put(new Site.Sensor(id, sensor.name(), sensor.description(), inClasses));
      return;
    }
    Site.Sensor old = sensors.get(known);
    if (old == null) {
      return;
    }
    Set<String> all = new LinkedHashSet<>(old.classes());
    all.addAll(inClasses);
    String description = old.description() == null ? sensor.description() : old.description();
    Site.Sensor merged = new Site.Sensor(old.id(), old.name(), description, List.copyOf(all));
    if (!merged.equals(old)) {
      put(merged);
    }
  }

  private void put(Site.Sensor sensor) {
    sensors.put(sensor.id(), sensor);
    sensorIds.put(sensor.name(), sensor.id());
    changed = true;
  }

  private void put(Site.FlowType type) {
    types.put(type.id(), type);
    typeIds.put(key(type), type.id());
    flowtypes.add(type.flowtype());
    classes.add(type.className());
    changed = true;
  }

  private static String key(Site.FlowType type) {
    return type.className() + '\t' + type.typeName();
  }

  private static int free(int wanted, Map<Integer, ?> taken, int limit, String what) {
    if (wanted >= 0 && wanted < limit && !taken.containsKey(wanted)) {
      return wanted;
    }
    int id = 0;
    for (int t : taken.keySet()) {
      id = Math.max(id, t + 1);
    }
    for (int i = 0; i < limit && id >= limit; i++) {
      id = taken.containsKey(i) ? id : i;
    }
    if (id >= limit) {
      throw new IllegalArgumentException(
          "the store's silk.conf has no id left for another " + what);
    }
    return id;
  }
}
