package dev.weft.cli;

import dev.weft.jdbc.WeftDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** DIR on the command line: a place of flows, or a {@code jdbc:weft:} URL with properties. */
final class StoreArgument {
  private static final String PREFIX = "jdbc:weft:";

  private StoreArgument() {}

  static String url(String argument) {
    return argument.startsWith(PREFIX) ? argument : PREFIX + argument;
  }

  static Connection connect(String argument) throws SQLException {
    Connection connection = new WeftDriver().connect(url(argument), new Properties());
    if (connection == null) {
      throw new SQLException(argument + " is no " + PREFIX + " URL", "08001");
    }
    return connection;
  }
}
