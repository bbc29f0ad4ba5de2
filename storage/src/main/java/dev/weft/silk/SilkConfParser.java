package dev.weft.silk;

import dev.weft.error.CorruptFileException;
import dev.weft.error.FileFaults;
import dev.weft.error.WarningSink;
import dev.weft.flow.Site;
import dev.weft.silk.SilkConfLexer.Kind;
import dev.weft.silk.SilkConfLexer.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the statements of a site file.
 *
 * <p>A block that the file's end leaves open is closed there; its finished lines count (SiLK).
 */
final class SilkConfParser {
  /** Files open inside one another, the first included. */
  private static final int MAX_FILES = 16;

  /** A site file beyond this is none. */
  private static final long MAX_BYTES = 64L << 20;

  private static final class SiteClass {
    final String name;
    final Set<String> sensors = new LinkedHashSet<>();
    final Map<String, Type> types = new LinkedHashMap<>();

    SiteClass(String name) {
      this.name = name;
    }
  }

  private static final class Type {
    final int id;
    final String flowtype;
    boolean isDefault;

    Type(int id, String flowtype) {
      this.id = id;
      this.flowtype = flowtype;
    }
  }

  private record SiteSensor(int id, @Nullable String description) {}

  private final Path workingDirectory;
  private final WarningSink warnings;
  private final Deque<SilkConfLexer> files = new ArrayDeque<>();

  private final Map<String, SiteSensor> sensors = new LinkedHashMap<>();
  private final Set<Integer> sensorIds = new HashSet<>();
  private final Map<String, SiteClass> classes = new LinkedHashMap<>();
  private final Map<String, Set<String>> groups = new HashMap<>();
  private final Set<Integer> typeIds = new HashSet<>();
  private final Set<String> flowtypes = new HashSet<>();
  private int version;
  private @Nullable String defaultClass;
  private PathFormat pathFormat = PathFormat.DEFAULT;
  private @Nullable String packingLogic;

  /** The open block: its word ({@code class}, {@code group}), its name, its sensors. */
  private record Block(String word, String name, Set<String> sensors, @Nullable SiteClass site) {}

  private @Nullable Block block;

  SilkConfParser(Path workingDirectory, WarningSink warnings) {
    this.workingDirectory = workingDirectory;
    this.warnings = warnings;
  }

  SilkConf parse(Path file) throws IOException {
    files.push(new SilkConfLexer(file.toString(), bytes(file)));
    while (!files.isEmpty()) {
      SilkConfLexer lexer = files.element();
      List<Token> tokens = lexer.next();
      if (tokens != null) {
        new Statement(lexer, tokens).run();
        continue;
      }
      if (lexer.dropped()) {
        warnings.warn(
            lexer.file() + ": the last line has no newline and counts for nothing, as in SiLK");
      }
      files.pop();
    }
    for (Map.Entry<String, SiteClass> c : classes.entrySet()) {
      if (c.getValue().types.isEmpty()) {
        throw new CorruptFileException(
            file.toString(), -1, "class " + c.getKey() + " has no types; give it one");
      }
    }
    return new SilkConf(
        site(), List.copyOf(classes.keySet()), defaultClass, pathFormat, packingLogic);
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new CorruptFileException(
          file.toString(), -1, "more than " + (MAX_BYTES >> 20) + " MiB, no site file");
    }
    return FileFaults.readAll(file);
  }

  private Site site() {
    Map<String, List<String>> classesOfSensor = new HashMap<>();
    List<Site.FlowType> types = new ArrayList<>();
    classes.forEach(
        (name, c) -> {
          c.sensors.forEach(
              s -> classesOfSensor.computeIfAbsent(s, k -> new ArrayList<>()).add(name));
          c.types.forEach(
              (type, t) -> types.add(new Site.FlowType(t.id, name, type, t.flowtype, t.isDefault)));
        });
    Map<Integer, Site.Sensor> byId = new TreeMap<>();
    sensors.forEach(
        (name, s) ->
            byId.put(
                s.id,
                new Site.Sensor(
                    s.id, name, s.description, classesOfSensor.getOrDefault(name, List.of()))));
    return new Site(List.copyOf(byId.values()), types);
  }

  /** One line being carried out. */
  private final class Statement {
    private final SilkConfLexer lexer;
    private final List<Token> tokens;
    private final String word;

    Statement(SilkConfLexer lexer, List<Token> tokens) {
      this.lexer = lexer;
      this.tokens = tokens;
      this.word = tokens.get(0).text();
    }

    void run() throws IOException {
      if (tokens.get(0).kind() != Kind.ATOM) {
        throw error("expected a command word, found '" + word + "'");
      }
      switch (word) {
        case "version" -> version();
        case "sensor" -> sensor();
        case "class" -> openClass();
        case "group" -> openGroup();
        case "end" -> end();
        case "type" -> type();
        case "sensors" -> sensors();
        case "default-types" -> defaultTypes();
        case "default-class" -> defaultClass();
        case "include" -> include();
        case "path-format" -> pathFormat();
        case "packing-logic" -> {
          top();
          arguments(1, 1);
          packingLogic = text(1);
        }
        default -> throw error("unknown command word '" + word + "'");
      }
    }

    private CorruptFileException error(String detail) {
      return lexer.error(lexer.statementLine(), detail);
    }

    private void refuse(@Nullable String fault) throws CorruptFileException {
      if (fault != null) {
        throw error(fault);
      }
    }

    private void top() throws CorruptFileException {
      if (block != null) {
        throw error(
            "'"
                + word
                + "' inside the block of "
                + block.word
                + " "
                + block.name
                + "; close it with 'end "
                + block.word
                + "' first");
      }
    }

    private SiteClass insideClass() throws CorruptFileException {
      SiteClass open = block == null ? null : block.site;
      if (open == null) {
        throw error("'" + word + "' stands outside a class block");
      }
      return open;
    }

    private void arguments(int min, int max) throws CorruptFileException {
      int n = tokens.size() - 1;
      if (n < min || n > max) {
        throw error(
            "'"
                + word
                + "' takes "
                + (min == max
                    ? "" + min
                    : max == Integer.MAX_VALUE ? "at least " + min : min + " or " + max)
                + " arguments, found "
                + n);
      }
    }

    private String text(int i) {
      return tokens.get(i).text();
    }

    private int id(String what, int i, int max) throws CorruptFileException {
      Token t = tokens.get(i);
      String digits = t.text().replaceFirst("^0+(?=.)", "");
      if (t.kind() != Kind.INTEGER || digits.length() > 9 || Integer.parseInt(digits) > max) {
        throw error(what + " '" + t.text() + "' is not a number from 0 to " + max);
      }
      return Integer.parseInt(digits);
    }

    private void version() throws CorruptFileException {
      top();
      arguments(1, 1);
      int found = id("version", 1, 2);
      if (found == 0) {
        throw error("version 0 is not known; SiLK has versions 1 and 2");
      }
      if (version != 0 && version != found) {
        throw error("version " + found + ", but an earlier line says version " + version);
      }
      version = found;
    }

    private void sensor() throws CorruptFileException {
      top();
      arguments(2, 3);
      int id = id("sensor id", 1, SilkConfNames.MAX_SENSOR_ID);
      String name = text(2);
      refuse(SilkConfNames.sensorFault(name));
      String description = null;
      if (tokens.size() == 4) {
        if (tokens.get(3).kind() != Kind.STRING) {
          throw error("the description of a sensor must stand in double quotes");
        }
        if (version == 1) {
          throw error("a sensor has no description under 'version 1'; write 'version 2'");
        }
        description = text(3);
      }
      if (sensorIds.contains(id)) {
        throw error("sensor id " + id + " is already taken");
      }
      if (sensors.containsKey(name)) {
        throw error("sensor name '" + name + "' is already taken");
      }
      sensorIds.add(id);
      sensors.put(name, new SiteSensor(id, description));
    }

    private void openClass() throws CorruptFileException {
      top();
      arguments(1, 1);
      String name = text(1);
      refuse(SilkConfNames.nameFault("class", name));
      if (!classes.containsKey(name) && classes.size() == SilkConfNames.MAX_CLASSES) {
        throw error("more than " + SilkConfNames.MAX_CLASSES + " classes");
      }
      SiteClass site = classes.computeIfAbsent(name, SiteClass::new);
      block = new Block("class", name, site.sensors, site);
    }

    private void openGroup() throws CorruptFileException {
      top();
      arguments(1, 1);
      String name = text(1);
      block =
          new Block("group", name, groups.computeIfAbsent(name, k -> new LinkedHashSet<>()), null);
    }

    private void end() throws CorruptFileException {
      arguments(1, 1);
      Block b = block;
      if (b == null || !text(1).equals(b.word)) {
        throw error(
            "'end "
                + text(1)
                + "' closes nothing; "
                + (b == null ? "no block is open" : "the open block is " + b.word + " " + b.name));
      }
      block = null;
    }

    private void type() throws CorruptFileException {
      SiteClass c = insideClass();
      arguments(2, 3);
      int id = id("type id", 1, SilkConfNames.MAX_FLOWTYPE_ID);
      String name = text(2);
      refuse(SilkConfNames.nameFault("type", name));
      String flowtype = tokens.size() == 4 ? text(3) : c.name + name;
      refuse(SilkConfNames.nameFault("flowtype", flowtype));
      if (typeIds.contains(id)) {
        throw error("type id " + id + " is already taken");
      }
      if (c.types.containsKey(name)) {
        throw error("class " + c.name + " already has a type '" + name + "'");
      }
      if (!flowtypes.add(flowtype)) {
        throw error("flowtype name '" + flowtype + "' is already taken");
      }
      typeIds.add(id);
      c.types.put(name, new Type(id, flowtype));
    }

    private void sensors() throws CorruptFileException {
      Block b = block;
      if (b == null) {
        throw error("'sensors' stands outside a class or group block");
      }
      arguments(1, Integer.MAX_VALUE);
      for (int i = 1; i < tokens.size(); i++) {
        String item = text(i);
        if (item.startsWith("@")) {
          Set<String> group = groups.get(item.substring(1));
          if (group == null) {
            throw error("no group '" + item.substring(1) + "' stands before this line");
          }
          b.sensors.addAll(List.copyOf(group)); // a copy: a group may name itself
        } else if (sensors.containsKey(item)) {
          b.sensors.add(item);
        } else {
          throw error("no sensor '" + item + "' stands before this line");
        }
      }
    }

    private void defaultTypes() throws CorruptFileException {
      SiteClass c = insideClass();
      arguments(1, Integer.MAX_VALUE);
      for (int i = 1; i < tokens.size(); i++) {
        Type type = c.types.get(text(i));
        if (type == null) {
          throw error("class " + c.name + " has no type '" + text(i) + "' before this line");
        }
        type.isDefault = true;
      }
    }

    private void defaultClass() throws CorruptFileException {
      top();
      arguments(1, 1);
      SiteClass c = classes.get(text(1));
      if (c == null || c.types.isEmpty()) {
        throw error("no class '" + text(1) + "' with types stands before this line");
      }
      defaultClass = text(1);
    }

    private void include() throws IOException {
      top();
      arguments(1, 1);
      if (files.size() == MAX_FILES) {
        throw error("files include one another more than " + MAX_FILES + " deep");
      }
      Path path = workingDirectory.resolve(text(1));
      byte[] bytes;
      try {
        bytes = bytes(path);
      } catch (NoSuchFileException e) {
        throw error(
            "included file '"
                + text(1)
                + "' is not there; a relative path counts from the"
                + " working directory, "
                + workingDirectory.toAbsolutePath());
      } catch (CorruptFileException e) {
        throw e;
      } catch (IOException e) {
        throw error("included file '" + text(1) + "' can't be read: " + e.getMessage());
      }
      files.push(new SilkConfLexer(path.toString(), bytes));
    }

    private void pathFormat() throws CorruptFileException {
      top();
      arguments(1, 1);
      try {
        pathFormat = PathFormat.parse(text(1));
      } catch (IllegalArgumentException e) {
        throw error(String.valueOf(e.getMessage()));
      }
    }
  }
}
