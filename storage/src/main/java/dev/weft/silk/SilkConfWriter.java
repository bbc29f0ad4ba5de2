package dev.weft.silk;

import dev.weft.flow.Site;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a site file. Names stand in quotes only where they must. */
final class SilkConfWriter {
  private SilkConfWriter() {}

  static String text(SilkConf conf) {
    Site site = conf.site();
    check(conf);
    StringBuilder b = new StringBuilder("version 2\n\n");
    for (Site.Sensor s : site.sensors()) {
      b.append("sensor ").append(s.id()).append(' ').append(word(s.name()));
      String description = s.description();
      if (description != null) {
        b.append(' ').append(quoted(description));
      }
      b.append('\n');
    }
    for (String name : conf.classes()) {
      b.append("\nclass ").append(word(name)).append('\n');
      for (Site.Sensor s : site.sensors()) {
        if (s.classes().contains(name)) {
          b.append("    sensors ").append(word(s.name())).append('\n');
        }
      }
      for (Site.FlowType t : site.types()) {
        if (t.className().equals(name)) {
          b.append("    type ").append(t.id()).append(' ').append(word(t.typeName()));
          b.append(' ').append(word(t.flowtype())).append('\n');
        }
      }
      String defaults =
          site.types().stream()
              .filter(t -> t.className().equals(name) && t.isDefault())
              .map(t -> " " + word(t.typeName()))
              .collect(Collectors.joining());
      if (!defaults.isEmpty()) {
        b.append("    default-types").append(defaults).append('\n');
      }
      b.append("end class\n");
    }
    b.append('\n');
    String defaultClass = conf.defaultClass();
    if (defaultClass != null) {
      b.append("default-class ").append(word(defaultClass)).append('\n');
    }
    if (!conf.pathFormat().equals(PathFormat.DEFAULT)) {
      b.append("path-format ").append(quoted(conf.pathFormat().text())).append('\n');
    }
    String packingLogic = conf.packingLogic();
    if (packingLogic != null) {
      b.append("packing-logic ").append(quoted(packingLogic)).append('\n');
    }
    return b.toString();
  }

  private static void check(SilkConf conf) {
    Set<String> names = new HashSet<>();
    for (Site.Sensor s : conf.site().sensors()) {
      refuse(SilkConfNames.sensorFault(s.name()));
      requireId("sensor", s.id(), SilkConfNames.MAX_SENSOR_ID);
      requireNew(names, "sensor name", s.name());
      for (String c : s.classes()) {
        require(conf.classes(), "class", c);
      }
    }
    Set<String> flowtypes = new HashSet<>();
    Set<String> types = new HashSet<>();
    for (Site.FlowType t : conf.site().types()) {
      require(conf.classes(), "class", t.className());
      refuse(SilkConfNames.nameFault("type", t.typeName()));
      refuse(SilkConfNames.nameFault("flowtype", t.flowtype()));
      requireId("type", t.id(), SilkConfNames.MAX_FLOWTYPE_ID);
      requireNew(types, "type of a class", t.className() + " " + t.typeName());
      requireNew(flowtypes, "flowtype name", t.flowtype());
    }
    Set<String> withTypes =
        conf.site().types().stream().map(Site.FlowType::className).collect(Collectors.toSet());
    for (String c : conf.classes()) {
      refuse(SilkConfNames.nameFault("class", c));
      require(List.copyOf(withTypes), "class with types", c);
    }
    if (conf.classes().size() > SilkConfNames.MAX_CLASSES) {
      refuse("more than " + SilkConfNames.MAX_CLASSES + " classes");
    }
    String defaultClass = conf.defaultClass();
    if (defaultClass != null) {
      require(conf.classes(), "class", defaultClass);
    }
  }

  private static void require(List<String> known, String what, String name) {
    if (!known.contains(name)) {
      refuse("there is no " + what + " '" + name + "'");
    }
  }

  private static void requireNew(Set<String> names, String what, String name) {
    if (!names.add(name)) {
      refuse(what + " '" + name + "' stands twice");
    }
  }

  private static void requireId(String what, int id, int max) {
    if (id < 0 || id > max) {
      refuse(what + " id " + id + " is not from 0 to " + max);
    }
  }

  private static void refuse(@Nullable String fault) {
    if (fault != null) {
      throw new IllegalArgumentException("silk.conf: " + fault);
    }
  }

  private static String word(String name) {
    return name.matches("[A-Za-z0-9._/@-]+") ? name : quoted(name);
  }

  private static String quoted(String text) {
    StringBuilder b = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> b.append('\\').append(c);
        case '\n' -> b.append("\\n");
        default -> b.append(c);
      }
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > SilkConfLexer.MAX_STRING) {
      refuse("text of more than " + SilkConfLexer.MAX_STRING + " characters");
    }
    return b.append('"').toString();
  }
}
