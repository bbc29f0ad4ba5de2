package dev.weft.server;

import dev.weft.jdbc.wire.FrameWriter;
import dev.weft.jdbc.wire.MetadataRequest;
import dev.weft.jdbc.wire.Response;
import dev.weft.jdbc.wire.ResultWriter;
import dev.weft.jdbc.wire.ServerError;
import dev.weft.jdbc.wire.WireSignature;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One client's connection to the store, with its statements. Safe for several threads. */
final class Session {
  private final String id;
  private final String user;
  private final Connection connection;
  private final Limits limits;
  private final Map<Integer, ServerStatement> statements = new ConcurrentHashMap<>();
  private final Set<Preparing> underway = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lastStatement = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile long lastAsked = System.nanoTime();

  Session(String id, String user, Connection connection, Limits limits) {
    this.id = id;
    this.user = user;
    this.connection = connection;
    this.limits = limits;
  }

  String user() {
    return user;
  }

  /** A request has come. */
  void enter() {
    asked.incrementAndGet();
  }

  /** The request is answered. */
  void leave() {
    lastAsked = System.nanoTime();
    asked.decrementAndGet();
  }

  boolean isIdle() {
    return asked.get() == 0 && System.nanoTime() - lastAsked > limits.idle().toNanos();
  }

  int createStatement() throws SQLException, ServerError {
    int number = nextStatement();
    statements.put(number, new ServerStatement(number, connection.createStatement(), "", limits));
    return number;
  }

  private int nextStatement() throws ServerError {
    if (statements.size() >= limits.statements()) {
      throw Refusal.statements(limits.statements());
    }
    return lastStatement.incrementAndGet();
  }

  /**
   * The answer to a request to prepare.
   *
   * @param preparing begun by this thread; ended here
   */
  byte[] prepare(String sql, long maxRows, Preparing preparing) throws SQLException, ServerError {
    int number = nextStatement();
    underway.add(preparing);
    PreparedStatement prepared;
    try {
      prepared = connection.prepareStatement(sql);
    } finally {
      underway.remove(preparing);
      preparing.end();
    }
    try {
      prepared.setLargeMaxRows(Math.max(0, maxRows));
      WireSignature signature =
          Signatures.of(prepared.getMetaData(), prepared.getParameterMetaData(), sql);
      statements.put(number, new ServerStatement(number, prepared, sql, limits));
      return Response.prepared(id, number, signature);
    } catch (SQLException | RuntimeException | Error e) {
      prepared.close();
      throw e;
    }
  }

  /** Null where there is none. */
  @Nullable ServerStatement statement(int number) {
    return statements.get(number);
  }

  void closeStatement(int number) throws SQLException {
    ServerStatement statement = statements.remove(number);
    if (statement != null) {
      statement.close();
    }
  }

  void closeUnread() throws SQLException {
    for (ServerStatement statement : statements.values()) {
      statement.closeUnread();
    }
  }

  /** Rows of metadata, all of them. */
  byte[] metadata(MetadataRequest request) throws SQLException {
    try (ResultSet rows = ask(request)) {
      WireSignature signature = Signatures.of(rows.getMetaData(), null, "");
      ResultWriter writer = ResultWriter.metadata(id, signature);
      FrameWriter frame = writer.rows();
      RowEncoder encoder = new RowEncoder(rows, signature.columns());
      while (rows.next()) {
        encoder.write(frame);
      }
      return writer.finish(true);
    }
  }

  private ResultSet ask(MetadataRequest request) throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    List<@Nullable String> names = request.names();
    List<String> types = request.types();
    return switch (request.kind()) {
      case CATALOGS -> metadata.getCatalogs();
      case TABLE_TYPES -> metadata.getTableTypes();
      case TYPES -> metadata.getTypeInfo();
      case SCHEMAS -> metadata.getSchemas(names.get(0), names.get(1));
      case TABLES ->
          metadata.getTables(
              names.get(0),
              names.get(1),
              names.get(2),
              types == null ? null : types.toArray(new String[0]));
      case COLUMNS -> metadata.getColumns(names.get(0), names.get(1), names.get(2), names.get(3));
    };
  }

  /** What the database says of itself, by the names of Avatica's {@code DatabaseProperty}. */
  Map<String, Object> properties() throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("GET_NUMERIC_FUNCTIONS", metadata.getNumericFunctions());
    values.put("GET_STRING_FUNCTIONS", metadata.getStringFunctions());
    values.put("GET_SYSTEM_FUNCTIONS", metadata.getSystemFunctions());
    values.put("GET_TIME_DATE_FUNCTIONS", metadata.getTimeDateFunctions());
    values.put("GET_S_Q_L_KEYWORDS", metadata.getSQLKeywords());
    values.put("GET_DEFAULT_TRANSACTION_ISOLATION", metadata.getDefaultTransactionIsolation());
    values.put("GET_DRIVER_NAME", metadata.getDriverName());
    values.put("GET_DRIVER_VERSION", metadata.getDriverVersion());
    values.put("GET_DRIVER_MAJOR_VERSION", metadata.getDriverMajorVersion());
    values.put("GET_DRIVER_MINOR_VERSION", metadata.getDriverMinorVersion());
    values.put("GET_DATABASE_PRODUCT_NAME", metadata.getDatabaseProductName());
    values.put("GET_DATABASE_PRODUCT_VERSION", metadata.getDatabaseProductVersion());
    values.put("GET_DATABASE_MAJOR_VERSION", metadata.getDatabaseMajorVersion());
    values.put("GET_DATABASE_MINOR_VERSION", metadata.getDatabaseMinorVersion());
    return values;
  }

  /** Stops what runs and frees everything. */
  void close() throws SQLException {
    underway.forEach(Preparing::stop);
    for (int number : List.copyOf(statements.keySet())) {
      closeStatement(number);
    }
    connection.close();
  }
}
