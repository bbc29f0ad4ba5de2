package dev.weft.jdbc.wire;

/** {@code ColumnMetaData}: a column of a result. What each part is, JDBC's metadata tells. */
public record WireColumn(
    int ordinal,
    String label,
    String name,
    String schema,
    String table,
    String catalog,
    int type,
    String typeName,
    Rep rep,
    String className,
    int precision,
    int scale,
    int displaySize,
    int nullable,
    boolean autoIncrement,
    boolean caseSensitive,
    boolean searchable,
    boolean currency,
    boolean signed) {

  void write(WireWriter out, int field) {
    int column = out.begin(field);
    out.number(1, ordinal);
    out.flag(2, autoIncrement);
    out.flag(3, caseSensitive);
    out.flag(4, searchable);
    out.flag(5, currency);
    out.number(6, nullable);
    out.flag(7, signed);
    out.number(8, displaySize & 0xffff_ffffL);
    out.text(9, label);
    out.text(10, name);
    out.text(11, schema);
    out.number(12, precision & 0xffff_ffffL);
    out.number(13, scale & 0xffff_ffffL);
    out.text(14, table);
    out.text(15, catalog);
    out.flag(16, true); // read only
    out.text(19, className);
    int avaticaType = out.begin(20);
    out.number(1, type & 0xffff_ffffL);
    out.text(2, typeName);
    out.number(3, rep.code());
    out.end(avaticaType);
    out.end(column);
  }

  static WireColumn read(WireReader in) throws WireException {
    int ordinal = 0;
    String label = "";
    String name = "";
    String schema = "";
    String table = "";
    String catalog = "";
    String className = "";
    int precision = 0;
    int scale = 0;
    int displaySize = 0;
    int nullable = 0;
    boolean autoIncrement = false;
    boolean caseSensitive = false;
    boolean searchable = false;
    boolean currency = false;
    boolean signed = false;
    Type type = new Type(0, "", Rep.STRING);
    for (int field = in.field(); field != 0; field = in.field()) {
      switch (field) {
        case 1 -> ordinal = in.number();
        case 2 -> autoIncrement = in.flag();
        case 3 -> caseSensitive = in.flag();
        case 4 -> searchable = in.flag();
        case 5 -> currency = in.flag();
        case 6 -> nullable = in.number();
        case 7 -> signed = in.flag();
        case 8 -> displaySize = in.number();
        case 9 -> label = in.text();
        case 10 -> name = in.text();
        case 11 -> schema = in.text();
        case 12 -> precision = in.number();
        case 13 -> scale = in.number();
        case 14 -> table = in.text();
        case 15 -> catalog = in.text();
        case 19 -> className = in.text();
        case 20 -> type = Type.read(in.message());
        default -> in.skip();
      }
    }
    return new WireColumn(
        ordinal,
        label,
        name,
        schema,
        table,
        catalog,
        type.id,
        type.name,
        type.rep,
        className,
        precision,
        scale,
        displaySize,
        nullable,
        autoIncrement,
        caseSensitive,
        searchable,
        currency,
        signed);
  }

  private record Type(int id, String name, Rep rep) {
    static Type read(WireReader in) throws WireException {
      int id = 0;
      String name = "";
      Rep rep = Rep.BOOLEAN;
      for (int field = in.field(); field != 0; field = in.field()) {
        switch (field) {
          case 1 -> id = in.number();
          case 2 -> name = in.text();
          case 3 -> rep = Rep.of(in.varint());
          default -> in.skip();
        }
      }
      return new Type(id, name, rep);
    }
  }
}
