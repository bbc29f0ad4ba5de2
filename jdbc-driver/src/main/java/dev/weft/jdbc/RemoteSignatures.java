package dev.weft.jdbc;

import dev.weft.jdbc.wire.Rep;
import dev.weft.jdbc.wire.WireColumn;
import dev.weft.jdbc.wire.WireParameter;
import dev.weft.jdbc.wire.WireSignature;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/** What a statement takes and returns, in Avatica's terms. */
final class RemoteSignatures {
  private RemoteSignatures() {}

  static Meta.Signature of(@Nullable WireSignature signature) {
    List<ColumnMetaData> columns = new ArrayList<>();
    List<AvaticaParameter> parameters = new ArrayList<>();
    String sql = "";
    if (signature != null) {
      signature.columns().forEach(column -> columns.add(column(column)));
      signature.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
      sql = signature.sql();
    }
    return Meta.Signature.create(
        columns, sql, parameters, Meta.CursorFactory.ARRAY, Meta.StatementType.SELECT);
  }

  private static ColumnMetaData column(WireColumn column) {
    return new ColumnMetaData(
        column.ordinal(),
        column.autoIncrement(),
        column.caseSensitive(),
        column.searchable(),
        column.currency(),
        column.nullable(),
        column.signed(),
        column.displaySize(),
        column.label(),
        column.name(),
        column.schema(),
        column.precision(),
        column.scale(),
        column.table(),
        column.catalog(),
        ColumnMetaData.scalar(column.type(), column.typeName(), rep(column.rep())),
        true,
        false,
        false,
        column.className());
  }

  private static ColumnMetaData.Rep rep(Rep rep) {
    return switch (rep) {
      case BOOLEAN -> ColumnMetaData.Rep.BOOLEAN;
      case BYTE -> ColumnMetaData.Rep.BYTE;
      case SHORT -> ColumnMetaData.Rep.SHORT;
      case INTEGER, DATE, TIME -> ColumnMetaData.Rep.INTEGER;
      case LONG, TIMESTAMP -> ColumnMetaData.Rep.LONG;
      case FLOAT -> ColumnMetaData.Rep.FLOAT;
      case DOUBLE -> ColumnMetaData.Rep.DOUBLE;
      case NUMBER, DECIMAL -> ColumnMetaData.Rep.NUMBER;
      case BYTES -> ColumnMetaData.Rep.BYTE_STRING;
      case STRING, NULL -> ColumnMetaData.Rep.STRING;
    };
  }

  private static AvaticaParameter parameter(WireParameter parameter) {
    return new AvaticaParameter(
        parameter.signed(),
        parameter.precision(),
        parameter.scale(),
        parameter.type(),
        parameter.typeName(),
        parameter.className(),
        parameter.name());
  }
}
