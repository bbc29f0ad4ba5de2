package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.jdbc.wire.FrameRows;
import dev.weft.jdbc.wire.Response;
import dev.weft.jdbc.wire.ServerError;
import dev.weft.jdbc.wire.WireException;

/**
 * Any bytes as a server's rows: the client reads every value of them, or refuses them with one
 * failure. Runs its corpus, answers of a server in both forms, as an ordinary test; {@code
 * JAZZER_FUZZ=1 mvn -pl server -am test -Dtest=FrameFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false} looks for new inputs.
 */
class FrameFuzzTest {
  @FuzzTest(maxDuration = "3m")
  void frames(byte[] data) {
    try {
      Response.Result result = Response.readExecuted(data);
      if (result != null) {
        readAll(result.rows(), result.signature().columns().size());
      }
    } catch (WireException | ServerError e) {
      assertTrue(String.valueOf(e.getMessage()).indexOf('\n') < 0 || e instanceof ServerError);
    }
  }

  private static void readAll(FrameRows rows, int width) throws WireException {
    int count = 0;
    for (; rows.next(); count++) {
      for (int i = 0; i < width; i++) {
        if (rows.isNull(i)) {
          continue;
        }
        if (rows.isAddress(i)) {
          rows.high(i);
          rows.low(i);
        } else {
          rows.value(i);
        }
      }
    }
    assertTrue(count == rows.count(), "as many rows as it says");
  }
}
