package dev.weft.silk;

import dev.weft.flow.Site;
import dev.weft.silk.PathFormat.Kind;
import dev.weft.silk.PathFormat.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types, sensors and hours that files below a directory may have. Immutable. */
record FileKeys(List<Site.FlowType> types, List<Site.Sensor> sensors, FileHours hours) {

  boolean holdsType(int id) {
    for (Site.FlowType type : types) {
      if (type.id() == id) {
        return true;
      }
    }
    return false;
  }

  boolean holdsSensor(int id) {
    for (Site.Sensor sensor : sensors) {
      if (sensor.id() == id) {
        return true;
      }
    }
    return false;
  }

  /**
   * Every name that a level of directories can have here, with what each leaves possible.
   *
   * @return null where there are more than {@code limit}
   */
  @Nullable Map<String, FileKeys> names(List<Piece> pieces, int limit) {
    Map<String, FileKeys> names = new LinkedHashMap<>();
    names.put("", this);
    for (Piece piece : pieces) {
      Map<String, FileKeys> longer = new LinkedHashMap<>();
      for (Map.Entry<String, FileKeys> e : names.entrySet()) {
        for (Map.Entry<String, FileKeys> next : e.getValue().narrowed(piece).entrySet()) {
          longer.put(e.getKey() + next.getKey(), next.getValue());
        }
        if (longer.size() > limit) {
          return null;
        }
      }
      names = longer;
    }
    return names;
  }

  /** What a directory's name leaves possible; null if nothing. */
  @Nullable FileKeys match(List<Piece> pieces, String name) {
    if (pieces.isEmpty()) {
      return name.isEmpty() ? this : null;
    }
    List<Piece> rest = pieces.subList(1, pieces.size());
    for (Map.Entry<String, FileKeys> e : narrowed(pieces.get(0)).entrySet()) {
      if (name.startsWith(e.getKey())) {
        FileKeys found = e.getValue().match(rest, name.substring(e.getKey().length()));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Texts that a piece can stand for here, with what each leaves possible. */
  private Map<String, FileKeys> narrowed(Piece piece) {
    return switch (piece.kind()) {
      case LITERAL -> Map.of(piece.literal(), this);
      case CLASS -> byType(Site.FlowType::className);
      case TYPE -> byType(Site.FlowType::typeName);
      case FLOWTYPE -> byType(Site.FlowType::flowtype);
      case FLOWTYPE_ID -> byType(t -> Integer.toString(t.id()));
      case SENSOR -> bySensor(Site.Sensor::name);
      case SENSOR_ID -> bySensor(s -> Integer.toString(s.id()));
      case YEAR, MONTH, DAY, HOUR -> byTime(piece.kind());
    };
  }

  private Map<String, FileKeys> byType(Function<Site.FlowType, String> text) {
    Map<String, List<Site.FlowType>> groups = new LinkedHashMap<>();
    types.forEach(t -> groups.computeIfAbsent(text.apply(t), k -> new ArrayList<>()).add(t));
    Map<String, FileKeys> out = new LinkedHashMap<>();
    groups.forEach((k, v) -> out.put(k, new FileKeys(v, sensors, hours)));
    return out;
  }

  private Map<String, FileKeys> bySensor(Function<Site.Sensor, String> text) {
    Map<String, FileKeys> out = new LinkedHashMap<>();
    sensors.forEach(s -> out.put(text.apply(s), new FileKeys(types, List.of(s), hours)));
    return out;
  }

  private Map<String, FileKeys> byTime(Kind unit) {
    Map<String, FileKeys> out = new LinkedHashMap<>();
    int digits = unit == Kind.YEAR ? 4 : 2;
    for (int v = FileHours.least(unit); v <= FileHours.greatest(unit); v++) {
      FileHours narrowed = hours.with(unit, v);
      if (narrowed != null) {
        String text = PathFormat.padded(new StringBuilder(), v, digits).toString();
        out.put(text, new FileKeys(types, sensors, narrowed));
      }
    }
    return out;
  }
}
