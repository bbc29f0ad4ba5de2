package dev.weft.jdbc.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code Signature}: what a statement takes and returns. The class that Avatica lets a signature
 * name for its rows is neither written nor read.
 */
public record WireSignature(List<WireColumn> columns, String sql, List<WireParameter> parameters) {
  private static final int ROWS_ARE_LISTS = 4;

  public WireSignature {
    columns = List.copyOf(columns);
    parameters = List.copyOf(parameters);
  }

  void write(WireWriter out, int field) {
    int signature = out.begin(field);
    for (WireColumn column : columns) {
      column.write(out, 1);
    }
    out.text(2, sql);
    for (WireParameter parameter : parameters) {
      parameter.write(out, 3);
    }
    int rows = out.begin(4);
    out.number(1, ROWS_ARE_LISTS);
    out.end(rows);
    out.end(signature);
  }

  static WireSignature read(WireReader in) throws WireException {
    List<WireColumn> columns = new ArrayList<>();
    List<WireParameter> parameters = new ArrayList<>();
    String sql = "";
    for (int field = in.field(); field != 0; field = in.field()) {
      switch (field) {
        case 1 -> columns.add(WireColumn.read(in.message()));
        case 2 -> sql = in.text();
        case 3 -> parameters.add(WireParameter.read(in.message()));
        default -> in.skip();
      }
    }
    return new WireSignature(columns, sql, parameters);
  }
}
