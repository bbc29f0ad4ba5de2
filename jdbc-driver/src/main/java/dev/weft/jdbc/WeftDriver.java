package dev.weft.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The driver of {@code jdbc:weft:DIR} and {@code jdbc:weft://host:port/} URLs. Light until it
 * connects: Calcite is loaded by the first connection, not by {@link DriverManager}'s search for
 * drivers. Safe for use by several threads.
 */
public final class WeftDriver implements Driver {
  private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";

  static {
    // Calcite logs through slf4j; without a backend, which is the usual case beside a JDBC tool,
    // slf4j would print three lines of complaint on standard error. Set here, because DriverManager
    // loads Calcite's own driver next where it finds it.
    if (System.getProperty(SLF4J_VERBOSITY) == null) {
      System.setProperty(SLF4J_VERBOSITY, "ERROR");
    }
    try {
      DriverManager.registerDriver(new WeftDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public @Nullable Connection connect(String url, @Nullable Properties properties)
      throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    ConnectString wish = ConnectString.parse(url, properties);
    return wish.place() instanceof ConnectString.Remote server
        ? RemoteConnector.open(url, server, wish)
        : EmbeddedConnector.open(url, wish);
  }

  @Override
  public boolean acceptsURL(@Nullable String url) throws SQLException {
    if (url == null) {
      throw new SQLException("The URL is null", SqlStates.CANNOT_CONNECT);
    }
    return ConnectString.accepts(url);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties properties) {
    List<DriverPropertyInfo> infos = new ArrayList<>();
    for (WeftProperty property : WeftProperty.values()) {
      String set = properties == null ? null : properties.getProperty(property.key());
      DriverPropertyInfo info = new DriverPropertyInfo(property.key(), set);
      info.description = property.description();
      if (!property.choices().isEmpty()) {
        info.choices = property.choices().toArray(new String[0]);
        info.value = set == null ? property.choices().get(0) : set;
      }
      infos.add(info);
    }
    return infos.toArray(new DriverPropertyInfo[0]);
  }

  @Override
  public int getMajorVersion() {
    return WeftVersion.MAJOR;
  }

  @Override
  public int getMinorVersion() {
    return WeftVersion.MINOR;
  }

  @Override
  public boolean jdbcCompliant() {
    return false; // needs full SQL-92 with updates
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("dev.weft");
  }
}
