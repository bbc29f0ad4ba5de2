package dev.weft.ingest;

import dev.weft.flow.Site;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids for the names that stand in a text: those of a known site where it has them, new ones for
 * names that it lacks. Not thread-safe.
 */
final class TextSite {
  private static final int MAX_SENSOR = Site.UNKNOWN_SENSOR - 1;
  private static final int MAX_FLOWTYPE = Site.UNKNOWN_FLOWTYPE - 1;
  private static final String USUAL_CLASS = "all";

  private final List<Site.Sensor> sensors;
  private final List<Site.FlowType> types;
  private final Map<String, Integer> sensorIds;
  private final Map<String, Integer> typeIds = new HashMap<>(); // class, tab, type
  private Site site;
  private boolean changed;

  TextSite(Site known) {
    site = known;
    sensors = new ArrayList<>(known.sensors());
    types = new ArrayList<>(known.types());
    sensorIds = new HashMap<>(known.sensorIds());
    types.forEach(t -> typeIds.put(t.className() + '\t' + t.typeName(), t.id()));
  }

  /** The known site and all names met so far. */
  Site site() {
    if (changed) {
      site = new Site(sensors, types);
      changed = false;
    }
    return site;
  }

  /**
   * The id of a sensor's label.
   *
   * @param label name, number, {@code ?} or nothing
   */
  int sensor(String label) throws TextValues.BadValue {
    if (label.isEmpty() || label.equals("?")) {
      return Site.UNKNOWN_SENSOR;
    }
    Integer known = sensorIds.get(label);
    if (known != null) {
      return known;
    }
    if (isNumber(label)) {
      return number(label, Site.UNKNOWN_SENSOR);
    }
    requireName(
        label, 64, "a sensor's name (a letter, then no blank, '/' or '_'), its number or ?");
    if (label.indexOf('_') >= 0) {
      throw new TextValues.BadValue("a sensor's name without '_'");
    }
    int id = sensors.isEmpty() ? 0 : sensors.get(sensors.size() - 1).id() + 1;
    if (id > MAX_SENSOR) {
      throw new TextValues.BadValue("one of the sensors of the site, which has no id left");
    }
    sensors.add(new Site.Sensor(id, label, null, List.of()));
    sensorIds.put(label, id);
    changed = true;
    return id;
  }

  /**
   * The id of a type's label.
   *
   * @param className name; {@code ?} where the type is a number; nothing: the class of the first
   *     type of that name, or "all"
   * @param label name, number or nothing
   */
  int flowtype(String className, String label) throws TextValues.BadValue {
    if (label.isEmpty()) {
      return Site.UNKNOWN_FLOWTYPE;
    }
    if (isNumber(label)) {
      return number(label, Site.UNKNOWN_FLOWTYPE);
    }
    String inClass = className.isEmpty() || className.equals("?") ? classOf(label) : className;
    Integer known = typeIds.get(inClass + '\t' + label);
    if (known != null) {
      return known;
    }
    requireName(label, 32, "a type's name (a letter, then no blank or '/') or its number");
    requireName(inClass, 32, "a class's name (a letter, then no blank or '/')");
    int id = types.isEmpty() ? 0 : types.get(types.size() - 1).id() + 1;
    if (id > MAX_FLOWTYPE) {
      throw new TextValues.BadValue("one of the types of the site, which has no id left");
    }
    types.add(new Site.FlowType(id, inClass, label, inClass + label, false));
    typeIds.put(inClass + '\t' + label, id);
    changed = true;
    return id;
  }

  private String classOf(String typeName) {
    for (Site.FlowType t : types) {
      if (t.typeName().equals(typeName)) {
        return t.className();
      }
    }
    return USUAL_CLASS;
  }

  private static boolean isNumber(String label) {
    return label.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int number(String label, int max) throws TextValues.BadValue {
    byte[] digits = label.getBytes(StandardCharsets.US_ASCII);
    return (int) TextValues.number(digits, 0, digits.length, max);
  }

  private static void requireName(String label, int longest, String expected)
      throws TextValues.BadValue {
    boolean sound = label.length() <= longest && Character.isLetter(label.charAt(0));
    for (int i = 0; i < label.length(); i++) {
      sound &= label.charAt(i) > ' ' && label.charAt(i) != '/';
    }
    if (!sound) {
      throw new TextValues.BadValue(expected);
    }
  }
}
