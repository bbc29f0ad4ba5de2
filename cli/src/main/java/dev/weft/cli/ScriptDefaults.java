package dev.weft.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that a script gives its own parameters, in comment lines such as {@code -- :day =
 * 2012-11-13}; {@code --param} overrides them.
 */
final class ScriptDefaults {
  private static final Pattern LINE =
      Pattern.compile("^--\\s*:([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*$", Pattern.MULTILINE);

  private ScriptDefaults() {}

  /** The defaults in a script, and the given values over them. */
  static Map<String, String> under(String script, Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher line = LINE.matcher(script);
    while (line.find()) {
      values.put(line.group(1), line.group(2));
    }
    values.putAll(given);
    return values;
  }
}
