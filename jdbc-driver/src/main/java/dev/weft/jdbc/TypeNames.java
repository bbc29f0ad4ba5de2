package dev.weft.jdbc;

/** Names of SQL types as JDBC's metadata should show them. */
final class TypeNames {
  private TypeNames() {}

  /** {@code VARCHAR} for {@code VARCHAR(39) CHARACTER SET "UTF-8" NOT NULL}. */
  static String plain(String full) {
    String name = full;
    if (name.endsWith(" NOT NULL")) {
      name = name.substring(0, name.length() - " NOT NULL".length());
    }
    int open = name.indexOf('(');
    if (open > 0) {
      name = name.substring(0, open);
    }
    int charset = name.indexOf(" CHARACTER SET");
    if (charset > 0) {
      name = name.substring(0, charset);
    }
    return name;
  }
}
