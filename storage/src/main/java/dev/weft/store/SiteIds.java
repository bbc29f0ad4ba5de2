package dev.weft.store;

import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ids of the names that stand in segment names. Safe for several threads. */
final class SiteIds {
  private final Map<String, Integer> sensors;
  private final Map<String, Map<String, Integer>> types = new HashMap<>(); // class, type
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();

  SiteIds(Site site) {
    sensors = new HashMap<>(site.sensorIds());
    for (Site.FlowType t : site.types()) {
      types.computeIfAbsent(t.className(), c -> new HashMap<>()).put(t.typeName(), t.id());
    }
  }

  int sensor(SegmentName name, WarningSink warnings) {
    String label = name.sensorName();
    Integer id = sensors.get(label);
    if (id != null) {
      return id;
    }
    int number = number(label, Site.UNKNOWN_SENSOR);
    if (number < 0) {
      stranger("sensor '" + label + "'", warnings);
    }
    return number < 0 ? Site.UNKNOWN_SENSOR : number;
  }

  int flowtype(SegmentName name, WarningSink warnings) {
    Map<String, Integer> ofClass = types.get(name.className());
    Integer id = ofClass == null ? null : ofClass.get(name.typeName());
    if (id != null) {
      return id;
    }
    int number = name.className().equals("?") ? number(name.typeName(), 255) : -1;
    if (number < 0) {
      stranger("type '" + name.typeName() + "' of class '" + name.className() + "'", warnings);
    }
    return number < 0 ? Site.UNKNOWN_FLOWTYPE : number;
  }

  /** The number that stands for a name; -1 where the label is neither number nor "?". */
  private static int number(String label, int unknown) {
    if (label.equals("?")) {
      return unknown;
    }
    if (label.isEmpty() || label.length() > 9) {
      return -1;
    }
    int n = 0;
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      n = 10 * n + c - '0';
    }
    return n;
  }

  private void stranger(String what, WarningSink warnings) {
    if (strangers.add(what)) {
      warnings.warn(
          "the store holds flows of %s, which its silk.conf does not name; they count as unknown"
              .formatted(what));
    }
  }
}
