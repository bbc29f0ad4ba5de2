package dev.weft.jdbc.wire;

/** {@code AvaticaParameter}: a parameter of a prepared statement, as JDBC's metadata tells it. */
public record WireParameter(
    boolean signed,
    int precision,
    int scale,
    int type,
    String typeName,
    String className,
    String name) {

  void write(WireWriter out, int field) {
    int parameter = out.begin(field);
    out.flag(1, signed);
    out.number(2, precision & 0xffff_ffffL);
    out.number(3, scale & 0xffff_ffffL);
    out.number(4, type & 0xffff_ffffL);
    out.text(5, typeName);
    out.text(6, className);
    out.text(7, name);
    out.end(parameter);
  }

  static WireParameter read(WireReader in) throws WireException {
    boolean signed = false;
    int precision = 0;
    int scale = 0;
    int type = 0;
    String typeName = "";
    String className = "";
    String name = "";
    for (int field = in.field(); field != 0; field = in.field()) {
      switch (field) {
        case 1 -> signed = in.flag();
        case 2 -> precision = in.number();
        case 3 -> scale = in.number();
        case 4 -> type = in.number();
        case 5 -> typeName = in.text();
        case 6 -> className = in.text();
        case 7 -> name = in.text();
        default -> in.skip();
      }
    }
    return new WireParameter(signed, precision, scale, type, typeName, className, name);
  }
}
