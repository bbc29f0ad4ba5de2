package dev.weft.jdbc.wire;

import java.util.HashMap;
import java.util.Map;

/** {@code WireMessage}: a message with its name, which is one of a fixed list. */
public final class Envelope {
  // Put together when the class is loaded: a jar that has Avatica under other names must not have
  // these renamed with it.
  private static final String MESSAGES =
      String.join(".", "org", "apache", "calcite", "avatica.proto.");
  private static final String REQUESTS = MESSAGES + "Requests$";
  private static final String RESPONSES = MESSAGES + "Responses$";

  /** Reads the fields of one kind of message. */
  @FunctionalInterface
  private interface Reader {
    Request read(WireReader in) throws WireException;
  }

  private static final Map<String, Reader> READERS = new HashMap<>();

  static {
    READERS.put("OpenConnectionRequest", Request.OpenConnection::read);
    READERS.put("PrepareRequest", Request.Prepare::read);
    READERS.put("PrepareAndExecuteRequest", Request.PrepareAndExecute::read);
    READERS.put("ExecuteRequest", Request.Execute::read);
    READERS.put("FetchRequest", Request.Fetch::read);
    for (Request.SessionVerb verb : Request.SessionVerb.values()) {
      READERS.put(new Request.OfSession(verb, "").name(), in -> Request.OfSession.read(verb, in));
    }
    for (Request.StatementVerb verb : Request.StatementVerb.values()) {
      READERS.put(
          new Request.OfStatement(verb, "", 0).name(), in -> Request.OfStatement.read(verb, in));
    }
    for (MetadataRequest.Kind kind : MetadataRequest.Kind.values()) {
      READERS.put(kind.message(), in -> new Request.Metadata(MetadataRequest.read(kind, in)));
    }
    for (String name : new String[] {"PrepareAndExecuteBatchRequest", "ExecuteBatchRequest"}) {
      READERS.put(
          name,
          in ->
              new Request.Unsupported(
                  name, Request.OfStatement.read(Request.StatementVerb.CLOSE, in).connection()));
    }
  }

  private Envelope() {}

  /** The bytes of a request. */
  public static byte[] of(Request request) {
    WireWriter out = new WireWriter();
    out.text(1, REQUESTS + request.name());
    int message = out.begin(2);
    request.write(out);
    out.end(message);
    return out.toBytes();
  }

  /**
   * A client's request.
   *
   * @throws WireException if the bytes are none
   */
  public static Request request(byte[] bytes) throws WireException {
    Opened opened = open(bytes, REQUESTS);
    Reader reader = READERS.get(opened.name);
    if (reader == null) {
      throw new WireException("Malformed message: there is no such request");
    }
    return reader.read(opened.message);
  }

  /** Begins an envelope around a response; returns what {@link WireWriter#end} wants. */
  static int beginResponse(WireWriter out, String name) {
    out.text(1, RESPONSES + name);
    return out.begin(2);
  }

  /**
   * A message without its envelope.
   *
   * @param name without its package
   */
  record Opened(String name, WireReader message) {}

  /** The response in an envelope. */
  static Opened openResponse(byte[] bytes) throws WireException {
    return open(bytes, RESPONSES);
  }

  private static Opened open(byte[] bytes, String expected) throws WireException {
    WireReader in = new WireReader(bytes);
    String name = "";
    WireReader message = new WireReader(bytes, 0, 0);
    for (int field = in.field(); field != 0; field = in.field()) {
      switch (field) {
        case 1 -> name = in.text();
        case 2 -> message = in.message();
        default -> in.skip();
      }
    }
    if (!name.startsWith(expected)) {
      throw new WireException("Malformed message: it has no name that is known");
    }
    return new Opened(name.substring(expected.length()), message);
  }
}
