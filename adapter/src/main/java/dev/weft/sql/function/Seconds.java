package dev.weft.sql.function;

import dev.weft.error.QueryException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Lengths of bins. */
public final class Seconds {
  private Seconds() {}

  /** A positive number of seconds, perhaps with a fraction, in whole milliseconds. */
  public static long milliseconds(String function, Object seconds) {
    try {
      long ms = new BigDecimal(seconds.toString()).movePointRight(3).longValueExact();
      if (ms > 0) {
        return ms;
      }
    } catch (ArithmeticException e) {
      throw fault(function, seconds, e);
    }
    throw fault(function, seconds, null);
  }

  private static QueryException fault(String function, Object seconds, @Nullable Throwable cause) {
    String message =
        function + " takes a positive number of whole milliseconds, not " + seconds + " s";
    return cause == null ? new QueryException(message) : new QueryException(message, cause);
  }
}
