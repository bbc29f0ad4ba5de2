package dev.weft.jdbc.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question to {@code DatabaseMetaData}. Its messages have a text or nothing for the catalog and
 * each pattern: the text in a field, and in another whether it counts.
 *
 * @param names catalog and patterns in the order of JDBC's parameters, null for any
 * @param types of tables, null for any
 */
public record MetadataRequest(
    Kind kind, String connection, List<@Nullable String> names, @Nullable List<String> types) {

  /** The questions there are. */
  public enum Kind {
    CATALOGS("CatalogsRequest", 1, 0, 0),
    TABLE_TYPES("TableTypesRequest", 1, 0, 0),
    TYPES("TypeInfoRequest", 1, 0, 0),
    SCHEMAS("SchemasRequest", 3, 2, 4),
    TABLES("TablesRequest", 7, 3, 8),
    COLUMNS("ColumnsRequest", 5, 4, 6);

    private final String message;
    private final int connectionField;
    private final int names;
    private final int firstMark;

    /**
     * @param names how many; their fields count from 1
     * @param firstMark field of the first name's mark; the others' follow
     */
    Kind(String message, int connectionField, int names, int firstMark) {
      this.message = message;
      this.connectionField = connectionField;
      this.names = names;
      this.firstMark = firstMark;
    }

    String message() {
      return message;
    }
  }

  private static final int TYPES = 4;
  private static final int HAS_TYPES = 6;

  void write(WireWriter out) {
    for (int i = 0; i < kind.names; i++) {
      String name = names.get(i);
      out.text(i + 1, name);
      out.flag(kind.firstMark + i, name != null);
    }
    if (kind == Kind.TABLES && types != null) {
      out.texts(TYPES, types);
      out.flag(HAS_TYPES, true);
    }
    out.text(kind.connectionField, connection);
  }

  static MetadataRequest read(Kind kind, WireReader in) throws WireException {
    String connection = "";
    String[] texts = new String[kind.names];
    boolean[] marks = new boolean[kind.names];
    List<String> types = new ArrayList<>();
    boolean hasTypes = false;
    for (int field = in.field(); field != 0; field = in.field()) {
      if (field == kind.connectionField) {
        connection = in.text();
      } else if (field <= kind.names) {
        texts[field - 1] = in.text();
      } else if (kind.names > 0 && field >= kind.firstMark && field < kind.firstMark + kind.names) {
        marks[field - kind.firstMark] = in.flag();
      } else if (kind == Kind.TABLES && field == TYPES) {
        types.add(in.text());
      } else if (kind == Kind.TABLES && field == HAS_TYPES) {
        hasTypes = in.flag();
      } else {
        in.skip();
      }
    }
    List<@Nullable String> names = new ArrayList<>();
    for (int i = 0; i < kind.names; i++) {
      names.add(!marks[i] ? null : texts[i] == null ? "" : texts[i]);
    }
    return new MetadataRequest(kind, connection, names, hasTypes ? types : null);
  }
}
