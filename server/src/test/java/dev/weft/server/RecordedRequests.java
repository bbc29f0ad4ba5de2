package dev.weft.server;

import dev.weft.jdbc.wire.Envelope;
import dev.weft.jdbc.wire.MetadataRequest;
import dev.weft.jdbc.wire.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A valid request of each kind, of session {@code a}. As a program it writes them into a folder:
 * that of the fuzz test's corpus.
 */
final class RecordedRequests {
  static final String SESSION = "a";

  /** Of a plain statement, and of a prepared one, in that session. */
  static final int PLAIN = 1;

  static final int PREPARED = 2;
  static final String PREPARED_SQL = "SELECT COUNT(*) FROM flows WHERE bytes > ? AND sip <> ?";

  private RecordedRequests() {}

  /** The requests by name. */
  static Map<String, byte[]> all() {
    Map<String, Request> requests = new LinkedHashMap<>();
    requests.put("open", new Request.OpenConnection(SESSION, Map.of("user", "ann")));
    for (Request.SessionVerb verb : Request.SessionVerb.values()) {
      requests.put("session-" + verb, new Request.OfSession(verb, SESSION));
    }
    for (Request.StatementVerb verb : Request.StatementVerb.values()) {
      requests.put("statement-" + verb, new Request.OfStatement(verb, SESSION, PLAIN));
    }
    String rows = "SELECT sip, dip, stime, bytes, flags FROM flows WHERE sport < 1024";
    requests.put("run", new Request.PrepareAndExecute(SESSION, rows, PLAIN, 0, 10, false));
    requests.put(
        "run-values", new Request.PrepareAndExecute(SESSION, "VALUES 1", PLAIN, 1, 1, false));
    requests.put("prepare", new Request.Prepare(SESSION, PREPARED_SQL, 0));
    requests.put(
        "execute",
        new Request.Execute(SESSION, PREPARED, Arrays.asList(100L, "10.0.0.1"), 0, false));
    requests.put(
        "execute-odd", new Request.Execute(SESSION, PREPARED, Arrays.asList(null, 2.5), 0, false));
    requests.put("fetch", new Request.Fetch(SESSION, PLAIN, 10, 10));
    for (MetadataRequest.Kind kind : MetadataRequest.Kind.values()) {
      List<String> names =
          switch (kind) {
            case CATALOGS, TABLE_TYPES, TYPES -> List.of();
            case SCHEMAS -> Arrays.asList(null, "w%");
            case TABLES -> Arrays.asList(null, null, "fl\\_%");
            case COLUMNS -> Arrays.asList(null, "weft", "flows", "%ip");
          };
      requests.put(
          "metadata-" + kind,
          new Request.Metadata(
              new MetadataRequest(
                  kind,
                  SESSION,
                  names,
                  kind == MetadataRequest.Kind.TABLES ? List.of("TABLE") : null)));
    }
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    requests.forEach((name, request) -> bytes.put(name, Envelope.of(request)));
    return bytes;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (Map.Entry<String, byte[]> request : all().entrySet()) {
      Files.write(
          folder.resolve(request.getKey().toLowerCase(java.util.Locale.ROOT)), request.getValue());
    }
  }
}
