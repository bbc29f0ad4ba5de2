package dev.weft.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of a site: sensors, and the (class, type) pairs that SiLK calls flowtypes. Immutable.
 *
 * <p>Labels of ids that the site does not know are those rwcut prints: {@code ?} for the unknown
 * sensor, the number for another; {@code ?} as class and the number as type.
 */
public final class Site {
  /** Sensor id of a flow whose sensor nobody knows. */
  public static final int UNKNOWN_SENSOR = 65535;

  /** Flowtype id of a flow whose type nobody knows. */
  public static final int UNKNOWN_FLOWTYPE = 255;

  /** A site without names. */
  public static final Site EMPTY = new Site(List.of(), List.of());

  /**
   * A sensor.
   *
   * @param description null where silk.conf gives none
   * @param classes names of the classes it belongs to, in the order of silk.conf
   */
  public record Sensor(int id, String name, @Nullable String description, List<String> classes) {
    public Sensor {
      classes = List.copyOf(classes);
    }
  }

  /**
   * A (class, type) pair.
   *
   * @param flowtype name of the pair in file names, as a rule class and type run together
   * @param isDefault true where rwfilter takes it without being asked
   */
  public record FlowType(
      int id, String className, String typeName, String flowtype, boolean isDefault) {}

  private final TreeMap<Integer, Sensor> sensors = new TreeMap<>();
  private final TreeMap<Integer, FlowType> types = new TreeMap<>();
  private final Map<String, Sensor> sensorsByName = new HashMap<>();
  private final Map<String, FlowType> typesByFlowtype = new HashMap<>();

  /**
   * @throws IllegalArgumentException where an id stands twice
   */
  public Site(List<Sensor> sensors, List<FlowType> types) {
    for (Sensor s : sensors) {
      if (this.sensors.put(s.id(), s) != null) {
        throw new IllegalArgumentException("two sensors have the id " + s.id());
      }
      sensorsByName.put(s.name(), s);
    }
    for (FlowType t : types) {
      if (this.types.put(t.id(), t) != null) {
        throw new IllegalArgumentException("two types have the id " + t.id());
      }
      typesByFlowtype.put(t.flowtype(), t);
    }
  }

  /** Ascending by id. */
  public List<Sensor> sensors() {
    return List.copyOf(sensors.values());
  }

  /** Ascending by id. */
  public List<FlowType> types() {
    return List.copyOf(types.values());
  }

  public @Nullable Sensor sensor(int id) {
    return sensors.get(id);
  }

  public @Nullable FlowType type(int id) {
    return types.get(id);
  }

  /** The sensor of a name. */
  public @Nullable Sensor sensorNamed(String name) {
    return sensorsByName.get(name);
  }

  /** The type whose {@link FlowType#flowtype} is the name. */
  public @Nullable FlowType typeOfFlowtype(String flowtype) {
    return typesByFlowtype.get(flowtype);
  }

  /** The name that SQL shows for a sensor id. */
  public String sensorLabel(long id) {
    Sensor s = sensors.get((int) id);
    return s != null ? s.name() : id == UNKNOWN_SENSOR ? "?" : Long.toString(id);
  }

  /** The name that SQL shows as the class of a flowtype id. */
  public String classLabel(long id) {
    FlowType t = types.get((int) id);
    return t != null ? t.className() : "?";
  }

  /** The name that SQL shows as the type of a flowtype id. */
  public String typeLabel(long id) {
    FlowType t = types.get((int) id);
    return t != null ? t.typeName() : Long.toString(id);
  }

  /** Ids by sensor name. */
  public Map<String, Integer> sensorIds() {
    Map<String, Integer> ids = new TreeMap<>();
    sensors.forEach((id, s) -> ids.put(s.name(), id));
    return ids;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Site s && sensors.equals(s.sensors) && types.equals(s.types);
  }

  @Override
  public int hashCode() {
    return 31 * sensors.hashCode() + types.hashCode();
  }

  @Override
  public String toString() {
    return sensors.size() + " sensors, " + types.size() + " types";
  }
}
