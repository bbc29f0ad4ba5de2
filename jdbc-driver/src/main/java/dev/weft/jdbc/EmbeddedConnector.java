package dev.weft.jdbc;

import dev.weft.error.WarningSink;
import dev.weft.scan.ScanOptions;
import dev.weft.sql.exec.QueryOptions;
import dev.weft.sql.prepare.StoredViews;
import dev.weft.sql.prepare.WeftPrepare;
import dev.weft.sql.schema.WeftSchema;
import dev.weft.sql.type.WeftTypeSystem;
import dev.weft.store.FlowStore;
import dev.weft.store.SilkRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.jspecify.annotations.Nullable;

/** Makes connections to stores on this machine. */
final class EmbeddedConnector {
  /** Name of the schema of flows; queries need not write it. */
  static final String SCHEMA = "weft";

  private EmbeddedConnector() {}

  /**
   * What Calcite needs to answer queries.
   *
   * @param root root schema
   * @param defaultSchema name of the schema in it whose tables need no prefix
   */
  record Engine(
      Supplier<CalcitePrepare> prepare,
      CalciteSchema root,
      String defaultSchema,
      JavaTypeFactory types) {
    /** The same for somebody else. */
    Engine withUser(String user) {
      return new Engine(() -> new WeftPrepare(user), root, defaultSchema, types);
    }
  }

  /** Opens the store that a URL names, and makes a connection that owns it. */
  static Connection open(String url, ConnectString wish) throws SQLException {
    WarningLog warnings = new WarningLog();
    int queryTimeout = wish.number(WeftProperty.QUERY_TIMEOUT, 0, 0);
    FlowStore store = store(wish, warnings);
    try {
      Engine engine = engine(store, wish, warnings, options -> options);
      return connect(url, engine, store, warnings, queryTimeout); // the connection owns the store
    } catch (SQLException | RuntimeException | Error e) {
      try {
        store.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** Opens the store that a URL names. */
  static FlowStore store(ConnectString wish, WarningSink warnings) throws SQLException {
    if (!(wish.place() instanceof ConnectString.Local local)) {
      throw new SQLException("A server's store is not here", SqlStates.CANNOT_CONNECT);
    }
    try {
      return StoreOpener.open(local.location(), folders(wish), warnings);
    } catch (IOException e) {
      throw new SQLException(Failures.translate(e).getMessage(), SqlStates.CANNOT_CONNECT, e);
    }
  }

  /**
   * What answers queries about a store; may be shared by connections.
   *
   * @param change what its owner sets beside the URL's properties
   */
  static Engine engine(
      FlowStore store, ConnectString wish, WarningSink warnings, UnaryOperator<QueryOptions> change)
      throws SQLException {
    CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    WeftSchema schema = new WeftSchema(store, change.apply(options(wish, warnings)));
    root.add(SCHEMA, schema);
    Path views = wish.path(WeftProperty.VIEWS);
    if (views != null && !Files.isRegularFile(views)) {
      throw missing(WeftProperty.VIEWS, "file", views);
    }
    StoredViews.define(
        root,
        SCHEMA,
        schema,
        views == null ? store.location().resolve(StoredViews.FILE) : views,
        warnings);
    return new Engine(
        WeftPrepare::new, root, SCHEMA, new JavaTypeFactoryImpl(WeftTypeSystem.INSTANCE));
  }

  private static QueryOptions options(ConnectString wish, WarningSink warnings)
      throws SQLException {
    ScanOptions defaults = ScanOptions.DEFAULTS;
    ScanOptions scan =
        defaults
            .withThreads(wish.number(WeftProperty.THREADS, 1, defaults.threads()))
            .withMemoryBytes(wish.bytes(WeftProperty.MEMORY, defaults.memoryBytes()))
            .withPruning(wish.isDefault(WeftProperty.PRUNING))
            .withSkipDamage(!wish.isDefault(WeftProperty.ON_DAMAGE))
            .withWarnings(warnings);
    return QueryOptions.DEFAULTS.withScan(scan).withPushdown(wish.isDefault(WeftProperty.PUSHDOWN));
  }

  private static SilkRoot.Options folders(ConnectString wish) throws SQLException {
    return new SilkRoot.Options(
        wish.path(WeftProperty.SITE_CONFIG),
        folder(wish, WeftProperty.SETS),
        folder(wish, WeftProperty.MAPS));
  }

  /** A store need not have such a folder; one that is named by hand has to be there. */
  private static @Nullable Path folder(ConnectString wish, WeftProperty property)
      throws SQLException {
    Path folder = wish.path(property);
    if (folder != null && !Files.isDirectory(folder)) {
      throw missing(property, "folder", folder);
    }
    return folder;
  }

  private static SQLException missing(WeftProperty property, String what, Path path) {
    return new SQLException(
        property.key() + ": there is no " + what + " " + path, SqlStates.CANNOT_CONNECT);
  }

  /**
   * Makes a connection that owns {@code store}.
   *
   * @param queryTimeout time limit of its statements, seconds, 0 for none
   */
  static Connection connect(
      String url, Engine engine, AutoCloseable store, WarningLog warnings, int queryTimeout)
      throws SQLException {
    boolean calciteKnown = calciteDriver() != null;
    CalciteBridge bridge = new CalciteBridge(engine.prepare());
    if (!calciteKnown) {
      forgetCalciteDriver();
    }
    AvaticaConnection connection =
        bridge.connect(url, calciteProperties(engine), engine.root(), engine.types());
    connection.setSchema(engine.defaultSchema());
    return new ConnectionFacade(
            connection, store, warnings, queryTimeout, statement -> {}, seconds -> true)
        .proxy();
  }

  private static Properties calciteProperties(Engine engine) {
    Properties properties = new Properties();
    set(properties, CalciteConnectionProperty.TIME_ZONE, "UTC");
    set(properties, CalciteConnectionProperty.CASE_SENSITIVE, "false");
    set(properties, CalciteConnectionProperty.UNQUOTED_CASING, "UNCHANGED");
    set(properties, CalciteConnectionProperty.QUOTED_CASING, "UNCHANGED");
    set(properties, CalciteConnectionProperty.CONFORMANCE, "BABEL");
    set(properties, CalciteConnectionProperty.SCHEMA, engine.defaultSchema());
    return properties;
  }

  private static void set(Properties properties, CalciteConnectionProperty property, String value) {
    properties.setProperty(property.camelName(), value);
  }

  /**
   * Loading Calcite's driver class registers it, and {@code jdbc:calcite:} URLs, which can load
   * classes by name, would be answered in a process whose owner only asked for Weft.
   */
  private static void forgetCalciteDriver() throws SQLException {
    Driver calcite = calciteDriver();
    while (calcite != null) {
      DriverManager.deregisterDriver(calcite);
      calcite = calciteDriver();
    }
  }

  private static @Nullable Driver calciteDriver() {
    return DriverManager.drivers()
        .filter(driver -> driver.getClass().getName().equals("org.apache.calcite.jdbc.Driver"))
        .findFirst()
        .orElse(null);
  }
}
