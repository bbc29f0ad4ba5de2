package dev.weft.sql.prepare;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Values that a function can't take, as Calcite's functions tell of them while a query runs. */
final class DataFaults {
  private record Fault(Pattern message, String sqlState) {
    static Fault of(String message, String sqlState) {
      return new Fault(Pattern.compile("(?s)" + message), sqlState);
    }
  }

  private static final List<Fault> FAULTS =
      List.of(
          Fault.of("Cannot take logarithm of .*", "2201E"),
          Fault.of("Value of \\w+ field is out of range in .*", "22008"),
          Fault.of("Invalid (DATE|TIME|TIMESTAMP)\\w* value, .*", "22007"),
          Fault.of("Invalid character for cast.*", "22018"),
          Fault.of("Substring error.*", "22011"),
          Fault.of("begin -?\\d+, end -?\\d+, length \\d+.*", "22011"),
          Fault.of("Invalid escape character .*", "22019"),
          Fault.of("Invalid escape sequence .*", "22025"));

  private DataFaults() {}

  /** The SQLSTATE, of class 22; null where the fault is not one of a value. */
  static @Nullable String state(Throwable fault) {
    if (fault instanceof PatternSyntaxException) {
      return "2201B";
    }
    String message = String.valueOf(fault.getMessage());
    for (Fault f : FAULTS) {
      if (f.message.matcher(message).matches()) {
        return f.sqlState;
      }
    }
    return null;
  }
}
