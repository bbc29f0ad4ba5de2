package dev.weft.server;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.error.WarningSink;
import dev.weft.jdbc.SharedStore;
import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Any bytes as a request: they are answered, or refused in the server's words. Runs its corpus, a
 * valid request of each kind, as an ordinary test; {@code JAZZER_FUZZ=1 mvn -pl server -am test
 * -Dtest=RequestFuzzTest -Dsurefire.failIfNoSpecifiedTests=false} looks for new inputs.
 */
class RequestFuzzTest {
  private static final Caller CALLER = new Caller("", "fuzz");
  private static final Limits LIMITS =
      new Limits(
          8,
          0,
          Duration.ofSeconds(1),
          10_000,
          2,
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          50,
          0,
          50,
          1 << 16);

  private static Dispatcher dispatcher;
  private static Sessions sessions;

  private static Dispatcher dispatcher() throws Exception {
    if (dispatcher == null) {
      Path folder = TestStore.generated(Files.createTempDirectory("weft-fuzz"), 500);
      SharedStore store =
          SharedStore.open("jdbc:weft:" + folder + "?threads=1", 1 << 26, WarningSink.NONE);
      sessions = new Sessions(store, LIMITS);
      StringBuilder nothing = new StringBuilder();
      dispatcher =
          new Dispatcher(
              sessions,
              new Admission(LIMITS),
              new Metrics(),
              new QueryLog(
                  new Appendable() {
                    @Override
                    public Appendable append(CharSequence text) {
                      return nothing;
                    }

                    @Override
                    public Appendable append(CharSequence text, int start, int end) {
                      return nothing;
                    }

                    @Override
                    public Appendable append(char c) {
                      return nothing;
                    }
                  }),
              store);
    }
    return dispatcher;
  }

  private static void ask(Request request) throws Exception {
    dispatcher().answer(Envelope.of(request), CALLER, action -> {});
  }

  @FuzzTest(maxDuration = "3m")
  void requests(byte[] data) throws Exception {
    Dispatcher asked = dispatcher();
    ask(new Request.OpenConnection(RecordedRequests.SESSION, Map.of()));
    ask(new Request.OfSession(Request.SessionVerb.CREATE_STATEMENT, RecordedRequests.SESSION));
    ask(new Request.Prepare(RecordedRequests.SESSION, RecordedRequests.PREPARED_SQL, 0));
    Dispatcher.Answer answer = asked.answer(data, CALLER, action -> {});
    sessions.closeAll();
    if (answer.failed()) {
      String text = new String(answer.bytes(), StandardCharsets.UTF_8);
      assertFalse(text.contains("its log tells why") || text.contains("\tat "), text);
    }
  }
}
