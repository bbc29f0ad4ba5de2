package dev.weft.jdbc.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client asks. Field numbers are beside the reading and the writing of each. */
public sealed interface Request {
  /** Name of the message, as its envelope has it. */
  String name();

  /** The session it belongs to, chosen by the client. */
  String connection();

  /** Writes the fields. */
  void write(WireWriter out);

  /** Begins a session. */
  record OpenConnection(String connection, Map<String, String> properties) implements Request {
    @Override
    public String name() {
      return "OpenConnectionRequest";
    }

    @Override
    public void write(WireWriter out) {
      out.text(1, connection);
      properties.forEach(
          (key, value) -> {
            int entry = out.begin(2);
            out.text(1, key);
            out.text(2, value);
            out.end(entry);
          });
    }

    static OpenConnection read(WireReader in) throws WireException {
      String connection = "";
      Map<String, String> properties = new LinkedHashMap<>();
      for (int field = in.field(); field != 0; field = in.field()) {
        switch (field) {
          case 1 -> connection = in.text();
          case 2 -> {
            WireReader entry = in.message();
            String key = "";
            String value = "";
            for (int part = entry.field(); part != 0; part = entry.field()) {
              switch (part) {
                case 1 -> key = entry.text();
                case 2 -> value = entry.text();
                default -> entry.skip();
              }
            }
            properties.put(key, value);
          }
          default -> in.skip();
        }
      }
      return new OpenConnection(connection, properties);
    }
  }

  /** What can be asked of a session without more words. */
  enum SessionVerb {
    CLOSE("CloseConnectionRequest"),
    SYNC("ConnectionSyncRequest"),
    CREATE_STATEMENT("CreateStatementRequest"),
    COMMIT("CommitRequest"),
    ROLLBACK("RollbackRequest"),
    PROPERTIES("DatabasePropertyRequest");

    private final String message;

    SessionVerb(String message) {
      this.message = message;
    }
  }

  /** See {@link SessionVerb}. */
  record OfSession(SessionVerb verb, String connection) implements Request {
    @Override
    public String name() {
      return verb.message;
    }

    @Override
    public void write(WireWriter out) {
      out.text(1, connection);
    }

    static OfSession read(SessionVerb verb, WireReader in) throws WireException {
      String connection = "";
      for (int field = in.field(); field != 0; field = in.field()) {
        if (field == 1) {
          connection = in.text();
        } else {
          in.skip();
        }
      }
      return new OfSession(verb, connection);
    }
  }

  /** What can be asked of a statement without more words. */
  enum StatementVerb {
    /** Also stops what the statement runs. */
    CLOSE("CloseStatementRequest"),
    SYNC_RESULTS("SyncResultsRequest");

    private final String message;

    StatementVerb(String message) {
      this.message = message;
    }
  }

  /** See {@link StatementVerb}. */
  record OfStatement(StatementVerb verb, String connection, int statement) implements Request {
    @Override
    public String name() {
      return verb.message;
    }

    @Override
    public void write(WireWriter out) {
      out.text(1, connection);
      out.number(2, statement);
    }

    static OfStatement read(StatementVerb verb, WireReader in) throws WireException {
      String connection = "";
      int statement = 0;
      for (int field = in.field(); field != 0; field = in.field()) {
        switch (field) {
          case 1 -> connection = in.text();
          case 2 -> statement = in.number();
          default -> in.skip();
        }
      }
      return new OfStatement(verb, connection, statement);
    }
  }

  /**
   * Prepares a statement.
   *
   * @param maxRows 0 or less for all
   */
  record Prepare(String connection, String sql, long maxRows) implements Request {
    @Override
    public String name() {
      return "PrepareRequest";
    }

    @Override
    public void write(WireWriter out) {
      out.text(1, connection);
      out.text(2, sql);
      out.number(4, maxRows);
    }

    static Prepare read(WireReader in) throws WireException {
      String connection = "";
      String sql = "";
      long maxRows = 0;
      for (int field = in.field(); field != 0; field = in.field()) {
        switch (field) {
          case 1 -> connection = in.text();
          case 2 -> sql = in.text();
          case 4 -> maxRows = in.varint();
          default -> in.skip();
        }
      }
      return new Prepare(connection, sql, maxRows);
    }
  }

  /**
   * Runs SQL text.
   *
   * @param maxRows 0 or less for all
   * @param frameRows most rows of the first frame, 0 or less for as many as the server likes
   * @param packed true where rows may come packed, see {@link Packing}
   */
  record PrepareAndExecute(
      String connection, String sql, int statement, long maxRows, int frameRows, boolean packed)
      implements Request {
    @Override
    public String name() {
      return "PrepareAndExecuteRequest";
    }

    @Override
    public void write(WireWriter out) {
      out.text(1, connection);
      out.text(2, sql);
      out.number(4, statement);
      out.number(5, maxRows);
      out.number(6, frameRows);
      out.flag(Packing.FIELD, packed);
    }

    static PrepareAndExecute read(WireReader in) throws WireException {
      String connection = "";
      String sql = "";
      int statement = 0;
      long maxRows = 0;
      int frameRows = 0;
      boolean packed = false;
      for (int field = in.field(); field != 0; field = in.field()) {
        switch (field) {
          case 1 -> connection = in.text();
          case 2 -> sql = in.text();
          case 4 -> statement = in.number();
          case 5 -> maxRows = in.varint();
          case 6 -> frameRows = in.number();
          case Packing.FIELD -> packed = in.flag();
          default -> in.skip();
        }
      }
      return new PrepareAndExecute(connection, sql, statement, maxRows, frameRows, packed);
    }
  }

  /**
   * Runs a prepared statement. The signature that Avatica's clients send back is not read.
   *
   * @param parameters as {@link WireValue} has them
   * @param frameRows as in {@link PrepareAndExecute}
   * @param packed as there
   */
  record Execute(
      String connection,
      int statement,
      List<@Nullable Object> parameters,
      int frameRows,
      boolean packed)
      implements Request {
    @Override
    public String name() {
      return "ExecuteRequest";
    }

    @Override
    public void write(WireWriter out) {
      int handle = out.begin(1);
      out.text(1, connection);
      out.number(2, statement);
      out.end(handle);
      for (Object parameter : parameters) {
        WireValue.write(out, 2, parameter);
      }
      out.flag(4, true);
      out.number(5, frameRows);
      out.flag(Packing.FIELD, packed);
    }

    static Execute read(WireReader in) throws WireException {
      OfStatement handle = new OfStatement(StatementVerb.CLOSE, "", 0);
      List<@Nullable Object> parameters = new ArrayList<>();
      int frameRows = 0;
      boolean packed = false;
      for (int field = in.field(); field != 0; field = in.field()) {
        switch (field) {
          case 1 -> handle = OfStatement.read(StatementVerb.CLOSE, in.message());
          case 2 -> parameters.add(WireValue.read(in.message()));
          case 5 -> frameRows = in.number();
          case Packing.FIELD -> packed = in.flag();
          default -> in.skip();
        }
      }
      return new Execute(handle.connection, handle.statement, parameters, frameRows, packed);
    }
  }

  /**
   * More rows of a result.
   *
   * @param offset of the first row wanted
   * @param frameRows as in {@link PrepareAndExecute}
   */
  record Fetch(String connection, int statement, long offset, int frameRows) implements Request {
    @Override
    public String name() {
      return "FetchRequest";
    }

    @Override
    public void write(WireWriter out) {
      out.text(1, connection);
      out.number(2, statement);
      out.number(3, offset);
      out.number(5, frameRows);
    }

    static Fetch read(WireReader in) throws WireException {
      String connection = "";
      int statement = 0;
      long offset = 0;
      int frameRows = 0;
      for (int field = in.field(); field != 0; field = in.field()) {
        switch (field) {
          case 1 -> connection = in.text();
          case 2 -> statement = in.number();
          case 3 -> offset = in.varint();
          case 5 -> frameRows = in.number();
          default -> in.skip();
        }
      }
      return new Fetch(connection, statement, offset, frameRows);
    }
  }

  /** A message of the protocol that Weft, which changes nothing, has no answer to. */
  record Unsupported(String name, String connection) implements Request {
    @Override
    public void write(WireWriter out) {
      out.text(1, connection);
    }
  }

  /** See {@link MetadataRequest}. */
  record Metadata(MetadataRequest request) implements Request {
    @Override
    public String name() {
      return request.kind().message();
    }

    @Override
    public String connection() {
      return request.connection();
    }

    @Override
    public void write(WireWriter out) {
      request.write(out);
    }
  }
}
