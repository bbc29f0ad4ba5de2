package dev.weft.jdbc;

import dev.weft.jdbc.wire.MetadataRequest;
import dev.weft.jdbc.wire.Request;
import dev.weft.jdbc.wire.Response;
import dev.weft.jdbc.wire.ServerError;
import dev.weft.jdbc.wire.WireException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.MetaImpl;
import org.apache.calcite.avatica.NoSuchStatementException;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/** Answers Avatica's JDBC objects by asking a server. */
final class RemoteMeta extends MetaImpl {
  private final RemoteSession session;
  private final Map<Integer, RemoteStatement> statements = new ConcurrentHashMap<>();
  private final AtomicInteger lastStatement = new AtomicInteger();
  private volatile @Nullable Map<DatabaseProperty, Object> properties;

  RemoteMeta(AvaticaConnection connection, RemoteSession session) {
    super(connection);
    this.session = session;
  }

  @Override
  public StatementHandle createStatement(ConnectionHandle ch) {
    return handle(ch, new RemoteStatement(null, 0), null);
  }

  private StatementHandle handle(
      ConnectionHandle ch, RemoteStatement statement, @Nullable Signature signature) {
    int id = lastStatement.incrementAndGet();
    statements.put(id, statement);
    return new StatementHandle(ch.id, id, signature);
  }

  @Override
  public void closeStatement(StatementHandle h) {
    stop(h);
    statements.remove(h.id);
  }

  /** Ends what a statement runs, and frees what it holds on the server. */
  void stop(StatementHandle h) {
    RemoteStatement statement = statements.get(h.id);
    int number = statement == null ? RemoteStatement.NONE : statement.dismiss();
    if (number != RemoteStatement.NONE) {
      session.tell(new Request.OfStatement(Request.StatementVerb.CLOSE, session.id(), number));
    }
  }

  /**
   * Whether the server answers, where need be in a session begun again: it would answer queries
   * too.
   */
  boolean isAlive(int seconds) {
    Future<Boolean> answer =
        RemoteServer.later(
            () ->
                session.ask(
                    () -> {
                      Response.check(
                          session
                              .server()
                              .call(
                                  new Request.OfSession(Request.SessionVerb.COMMIT, session.id())));
                      return true;
                    }));
    try {
      return seconds == 0 ? answer.get() : answer.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void closeConnection(ConnectionHandle ch) {
    try {
      session.server().call(new Request.OfSession(Request.SessionVerb.CLOSE, session.id()));
    } catch (SQLException e) {
      // The server is gone, and the session with it.
    }
  }

  @Override
  public StatementHandle prepare(ConnectionHandle ch, String sql, long maxRowCount) {
    return carrying(
        () -> {
          RemoteStatement statement = new RemoteStatement(sql, maxRowCount);
          Response.Prepared prepared = session.ask(() -> prepare(statement));
          return handle(ch, statement, RemoteSignatures.of(prepared.signature()));
        });
  }

  private Response.Prepared prepare(RemoteStatement statement)
      throws SQLException, WireException, ServerError {
    long generation = session.generation();
    String sql = Objects.requireNonNull(statement.sql());
    Response.Prepared prepared =
        Response.readPrepared(
            session.server().call(new Request.Prepare(session.id(), sql, statement.maxRows())));
    statement.employ(generation, prepared.statement());
    return prepared;
  }

  @Override
  @Deprecated
  public ExecuteResult prepareAndExecute(
      StatementHandle h, String sql, long maxRowCount, PrepareCallback callback) {
    return prepareAndExecute(h, sql, maxRowCount, 0, callback);
  }

  @Override
  public ExecuteResult prepareAndExecute(
      StatementHandle h,
      String sql,
      long maxRowCount,
      int maxRowsInFirstFrame,
      PrepareCallback callback) {
    return carrying(
        () -> {
          synchronized (callback.getMonitor()) {
            callback.clear();
          }
          int frameRows = fetchSize(h);
          RemoteStatement statement = statement(h);
          Response.Result result =
              run(
                  h,
                  number ->
                      new Request.PrepareAndExecute(
                          session.id(), sql, number, maxRowCount, frameRows, true));
          Signature signature = RemoteSignatures.of(result.signature());
          Frame first =
              new RemoteRows.Frame(
                  result.rows(),
                  new RemoteFrames(
                      session, statement, result.signature().columns(), frameRows, () -> stop(h)));
          synchronized (callback.getMonitor()) {
            callback.assign(signature, first, -1);
          }
          callback.execute();
          return new ExecuteResult(
              List.of(MetaResultSet.create(h.connectionId, h.id, false, signature, first)));
        });
  }

  @Override
  @Deprecated
  public ExecuteResult execute(
      StatementHandle h, List<TypedValue> parameterValues, long maxRowCount) {
    return execute(h, parameterValues, 0);
  }

  @Override
  public ExecuteResult execute(
      StatementHandle h, List<TypedValue> parameterValues, int maxRowsInFirstFrame) {
    return carrying(
        () -> {
          List<@Nullable Object> parameters = RemoteParameters.of(parameterValues);
          int frameRows = fetchSize(h);
          RemoteStatement statement = statement(h);
          Response.Result result =
              run(
                  h,
                  number -> new Request.Execute(session.id(), number, parameters, frameRows, true));
          Signature signature = RemoteSignatures.of(result.signature());
          Frame first =
              new RemoteRows.Frame(
                  result.rows(),
                  new RemoteFrames(
                      session, statement, result.signature().columns(), frameRows, () -> stop(h)));
          return new ExecuteResult(
              List.of(MetaResultSet.create(h.connectionId, h.id, false, signature, first)));
        });
  }

  /** The request that runs a statement, by its number on the server. */
  @FunctionalInterface
  private interface Run {
    Request request(int number);
  }

  /**
   * Runs a statement. Where the server does not know it, because it was idle for long, it is made
   * again; but not where it was stopped.
   */
  private Response.Result run(StatementHandle h, Run run) throws SQLException {
    for (int attempt = 0; ; attempt++) {
      Optional<Response.Result> result =
          session.ask(
              () -> {
                int number = employed(h);
                checkNotStopped(h);
                return Optional.ofNullable(
                    Response.readExecuted(session.server().call(run.request(number))));
              });
      if (result.isPresent()) {
        return result.get();
      }
      checkNotStopped(h);
      if (attempt > 0) {
        throw RemoteFailures.lostResult();
      }
      statement(h).dismiss();
    }
  }

  /** Number of the statement on the server, which is made if need be. */
  private int employed(StatementHandle h) throws SQLException, WireException, ServerError {
    RemoteStatement statement = statement(h);
    if (!statement.isAt(session.generation())) {
      if (statement.sql() != null) {
        return prepare(statement).statement();
      }
      long generation = session.generation();
      int number =
          Response.readStatement(
              session
                  .server()
                  .call(new Request.OfSession(Request.SessionVerb.CREATE_STATEMENT, session.id())));
      statement.employ(generation, number);
    }
    return statement.number();
  }

  private void checkNotStopped(StatementHandle h) throws SQLException {
    try {
      if (connection.getCancelFlag(h).get()) {
        throw new SQLException("The query was cancelled", SqlStates.CANCELLED);
      }
    } catch (NoSuchStatementException e) {
      throw new SQLException("The statement is closed", SqlStates.WRONG_SEQUENCE, e);
    }
  }

  private RemoteStatement statement(StatementHandle h) throws SQLException {
    RemoteStatement statement = statements.get(h.id);
    if (statement == null) {
      throw new SQLException("The statement is closed", SqlStates.WRONG_SEQUENCE);
    }
    return statement;
  }

  private int fetchSize(StatementHandle h) throws SQLException {
    var statement = connection.statementMap.get(h.id);
    return statement == null ? 0 : statement.getFetchSize();
  }

  @Override
  public Map<DatabaseProperty, Object> getDatabaseProperties(ConnectionHandle ch) {
    Map<DatabaseProperty, Object> known = properties;
    if (known == null) {
      known = carrying(this::askProperties);
      properties = known;
    }
    return known;
  }

  private Map<DatabaseProperty, Object> askProperties() throws SQLException {
    Map<String, Object> told =
        session.ask(
            () ->
                Response.readProperties(
                    session
                        .server()
                        .call(
                            new Request.OfSession(Request.SessionVerb.PROPERTIES, session.id()))));
    Map<DatabaseProperty, Object> values = new EnumMap<>(DatabaseProperty.class);
    for (DatabaseProperty property : DatabaseProperty.values()) {
      Object value = told.get(property.name());
      if (value != null) {
        values.put(property, value);
      }
    }
    return values;
  }

  @Override
  public MetaResultSet getCatalogs(ConnectionHandle ch) {
    return metadata(MetadataRequest.Kind.CATALOGS, null);
  }

  @Override
  public MetaResultSet getTableTypes(ConnectionHandle ch) {
    return metadata(MetadataRequest.Kind.TABLE_TYPES, null);
  }

  @Override
  public MetaResultSet getTypeInfo(ConnectionHandle ch) {
    return metadata(MetadataRequest.Kind.TYPES, null);
  }

  @Override
  public MetaResultSet getSchemas(ConnectionHandle ch, @Nullable String catalog, Pat schema) {
    return metadata(MetadataRequest.Kind.SCHEMAS, null, catalog, schema.s);
  }

  @Override
  public MetaResultSet getTables(
      ConnectionHandle ch,
      @Nullable String catalog,
      Pat schema,
      Pat table,
      @Nullable List<String> types) {
    return metadata(MetadataRequest.Kind.TABLES, types, catalog, schema.s, table.s);
  }

  @Override
  public MetaResultSet getColumns(
      ConnectionHandle ch, @Nullable String catalog, Pat schema, Pat table, Pat column) {
    return metadata(MetadataRequest.Kind.COLUMNS, null, catalog, schema.s, table.s, column.s);
  }

  private MetaResultSet metadata(
      MetadataRequest.Kind kind, @Nullable List<String> types, @Nullable String... names) {
    return carrying(
        () -> {
          MetadataRequest question =
              new MetadataRequest(kind, session.id(), Arrays.asList(names), types);
          Response.Result result =
              session.ask(
                  () ->
                      Response.readMetadata(session.server().call(new Request.Metadata(question))));
          StatementHandle h = createStatement(connection.handle);
          return MetaResultSet.create(
              h.connectionId,
              h.id,
              true,
              RemoteSignatures.of(result.signature()),
              new RemoteRows.Frame(result.rows(), FrameSource.NONE));
        });
  }

  @Override
  public Frame fetch(StatementHandle h, long offset, int fetchMaxRowCount) {
    throw new UnsupportedOperationException("rows are read by RemoteCursor");
  }

  @Override
  public boolean syncResults(StatementHandle h, QueryState state, long offset) {
    return false;
  }

  @Override
  public ExecuteBatchResult prepareAndExecuteBatch(StatementHandle h, List<String> commands) {
    throw new RemoteFailures.Carrier(Failures.unsupported("executeBatch"));
  }

  @Override
  public ExecuteBatchResult executeBatch(StatementHandle h, List<List<TypedValue>> values) {
    throw new RemoteFailures.Carrier(Failures.unsupported("executeBatch"));
  }

  @Override
  public void commit(ConnectionHandle ch) {}

  @Override
  public void rollback(ConnectionHandle ch) {}

  @FunctionalInterface
  private interface Call<T> {
    T run() throws SQLException;
  }

  private static <T> T carrying(Call<T> call) {
    try {
      return call.run();
    } catch (SQLException e) {
      throw new RemoteFailures.Carrier(e);
    }
  }
}
