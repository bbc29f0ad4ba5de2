package dev.weft.jdbc.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server answers, as bytes, and what a client reads in them. */
public final class Response {
  private static final String ERROR = "ErrorResponse";
  private static final String CREATED = "CreateStatementResponse";
  private static final String PREPARED = "PrepareResponse";
  private static final String EXECUTED = "ExecuteResponse";
  private static final String METADATA = "ResultSetResponse";
  private static final String FETCHED = "FetchResponse";
  private static final String PROPERTIES = "DatabasePropertyResponse";
  private static final int ERROR_SEVERITY = 2;

  private Response() {}

  @FunctionalInterface
  private interface Content {
    void write(WireWriter out);
  }

  private static byte[] of(String name, Content content) {
    WireWriter out = new WireWriter();
    int envelope = Envelope.beginResponse(out, name);
    content.write(out);
    out.end(envelope);
    return out.toBytes();
  }

  /** That something was done, without more words; the response is called like the request. */
  public static byte[] done(Request request) {
    return of(request.name().replace("Request", "Response"), out -> {});
  }

  /** The properties of a session, which are the same for all. */
  public static byte[] sessionProperties(String schema) {
    return of(
        "ConnectionSyncResponse",
        out -> {
          int properties = out.begin(1);
          out.flag(2, true); // commits by itself
          out.flag(7, true);
          out.flag(3, true); // read only
          out.flag(8, true);
          out.text(6, schema);
          out.end(properties);
        });
  }

  public static byte[] statement(String connection, int statement) {
    return of(
        CREATED,
        out -> {
          out.text(1, connection);
          out.number(2, statement);
        });
  }

  public static byte[] prepared(String connection, int statement, WireSignature signature) {
    return of(
        PREPARED,
        out -> {
          int handle = out.begin(1);
          out.text(1, connection);
          out.number(2, statement);
          signature.write(out, 3);
          out.end(handle);
        });
  }

  /**
   * What the server's database says of itself.
   *
   * @param values by the names of Avatica's {@code DatabaseProperty}
   */
  public static byte[] properties(Map<String, Object> values) {
    return of(
        PROPERTIES,
        out ->
            values.forEach(
                (name, value) -> {
                  int property = out.begin(1);
                  int key = out.begin(1);
                  out.text(1, name);
                  out.end(key);
                  WireValue.write(out, 2, value);
                  out.end(property);
                }));
  }

  /** That a statement, or its result, is no longer there: an execution's answer. */
  public static byte[] noStatement() {
    return of(EXECUTED, out -> out.flag(2, true));
  }

  /**
   * That there are no rows to fetch.
   *
   * @param noStatement true where the statement is gone, false where only its result is
   */
  public static byte[] noRows(boolean noStatement) {
    return of(FETCHED, out -> out.flag(noStatement ? 2 : 3, true));
  }

  /** That a result can't be found again. */
  public static byte[] resultsLost() {
    return of("SyncResultsResponse", out -> out.flag(1, true));
  }

  public static byte[] error(ServerError error) {
    return of(
        ERROR,
        out -> {
          // Where Avatica has stack traces, which its clients can't do without.
          out.text(1, error.getMessage());
          out.flag(7, true);
          out.text(2, error.getMessage());
          out.number(3, ERROR_SEVERITY);
          out.number(4, error.code() & 0xffff_ffffL);
          out.text(5, error.sqlState());
        });
  }

  /**
   * Checks that an answer is no error.
   *
   * @throws ServerError if it is
   */
  public static void check(byte[] answer) throws WireException, ServerError {
    Envelope.Opened opened = Envelope.openResponse(answer);
    if (opened.name().equals(ERROR)) {
      throw readError(opened.message());
    }
  }

  private static WireReader open(byte[] answer, String name) throws WireException, ServerError {
    Envelope.Opened opened = Envelope.openResponse(answer);
    if (opened.name().equals(ERROR)) {
      throw readError(opened.message());
    }
    if (!opened.name().equals(name)) {
      throw new WireException(
          "Malformed message: " + opened.name() + " where " + name + " belongs");
    }
    return opened.message();
  }

  private static ServerError readError(WireReader in) throws WireException {
    String message = "";
    String state = "";
    int code = 0;
    for (int field = in.field(); field != 0; field = in.field()) {
      switch (field) {
        case 2 -> message = in.text();
        case 4 -> code = in.number();
        case 5 -> state = in.text();
        default -> in.skip();
      }
    }
    return new ServerError(message, code, state);
  }

  /** The number of the statement that was made. */
  public static int readStatement(byte[] answer) throws WireException, ServerError {
    return readHandle(open(answer, CREATED)).statement;
  }

  /**
   * A prepared statement.
   *
   * @param signature null where the answer has none
   */
  public record Prepared(int statement, @Nullable WireSignature signature) {}

  public static Prepared readPrepared(byte[] answer) throws WireException, ServerError {
    WireReader in = open(answer, PREPARED);
    Prepared prepared = new Prepared(0, null);
    for (int field = in.field(); field != 0; field = in.field()) {
      if (field == 1) {
        prepared = readHandle(in.message());
      } else {
        in.skip();
      }
    }
    return prepared;
  }

  private static Prepared readHandle(WireReader in) throws WireException {
    int statement = 0;
    WireSignature signature = null;
    for (int field = in.field(); field != 0; field = in.field()) {
      switch (field) {
        case 2 -> statement = in.number();
        case 3 -> signature = WireSignature.read(in.message());
        default -> in.skip();
      }
    }
    return new Prepared(statement, signature);
  }

  /** A result: its columns and its first rows. */
  public record Result(WireSignature signature, FrameRows rows) {}

  /** A statement's result; null where the server no longer knows the statement. */
  public static @Nullable Result readExecuted(byte[] answer) throws WireException, ServerError {
    WireReader in = open(answer, EXECUTED);
    Result result = null;
    for (int field = in.field(); field != 0; field = in.field()) {
      if (field == 1) {
        result = readResult(in.message());
      } else {
        in.skip();
      }
    }
    return result;
  }

  /** Rows of metadata. */
  public static Result readMetadata(byte[] answer) throws WireException, ServerError {
    return readResult(open(answer, METADATA));
  }

  private static Result readResult(WireReader in) throws WireException {
    WireSignature signature = new WireSignature(List.of(), "", List.of());
    WireReader frame = in;
    for (int field = in.field(); field != 0; field = in.field()) {
      switch (field) {
        case 4 -> signature = WireSignature.read(in.message());
        case 5 -> frame = in.message();
        default -> in.skip();
      }
    }
    return new Result(signature, FrameRows.read(frame, signature.columns()));
  }

  /**
   * More rows; null where the server no longer has the result.
   *
   * @param columns of the result
   */
  public static @Nullable FrameRows readFetched(byte[] answer, List<WireColumn> columns)
      throws WireException, ServerError {
    WireReader in = open(answer, FETCHED);
    FrameRows rows = null;
    for (int field = in.field(); field != 0; field = in.field()) {
      if (field == 1) {
        rows = FrameRows.read(in.message(), columns);
      } else {
        in.skip();
      }
    }
    return rows;
  }

  /** As given to {@link #properties}. */
  public static Map<String, Object> readProperties(byte[] answer)
      throws WireException, ServerError {
    WireReader in = open(answer, PROPERTIES);
    Map<String, Object> values = new LinkedHashMap<>();
    List<WireReader> properties = new ArrayList<>();
    for (int field = in.field(); field != 0; field = in.field()) {
      if (field == 1) {
        properties.add(in.message());
      } else {
        in.skip();
      }
    }
    for (WireReader property : properties) {
      String name = "";
      Object value = null;
      for (int field = property.field(); field != 0; field = property.field()) {
        switch (field) {
          case 1 -> name = readName(property.message());
          case 2 -> value = WireValue.read(property.message());
          default -> property.skip();
        }
      }
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  private static String readName(WireReader in) throws WireException {
    String name = "";
    for (int field = in.field(); field != 0; field = in.field()) {
      if (field == 1) {
        name = in.text();
      } else {
        in.skip();
      }
    }
    return name;
  }
}
