package dev.weft.sql.translate;

import dev.weft.expression.Expression;
import dev.weft.flow.ValueKind;
import dev.weft.sql.type.SqlTypes;
import dev.weft.sql.type.Value;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Columns of several inputs that become one: same kind, same scale, same dictionary. */
public final class UnionColumns {
  private UnionColumns() {}

  /**
   * Exchanges the values of a column by such as the result's type holds.
   *
   * @param rows the columns of each input; changed
   * @return false where that is not possible
   */
  public static boolean align(
      List<List<Value>> rows, int column, List<RelNode> inputs, RelDataType result) {
    RelDataType type = result.getFieldList().get(column).getType();
    List<Value> aligned = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      RelDataType from = inputs.get(i).getRowType().getFieldList().get(column).getType();
      Value v = as(rows.get(i).get(column), from, type);
      if (v == null) {
        return false;
      }
      aligned.add(v);
    }
    List<Value> alike = SqlTypes.isText(type) ? ExpressionTranslator.recoded(aligned) : aligned;
    if (alike == null) {
      return false;
    }
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).set(column, alike.get(i));
    }
    return true;
  }

  private static @Nullable Value as(Value v, RelDataType from, RelDataType to) {
    ValueKind kind = ExpressionTranslator.kind(to);
    Expression e = v.expression();
    if (kind == ValueKind.DOUBLE) {
      e = Numbers.toDouble(e, Numbers.scale(from));
    } else if (kind == ValueKind.LONG && Numbers.isExact(to)) {
      e = Numbers.rescale(e, Numbers.scale(from), Numbers.scale(to));
    }
    return e == null || e.kind() != kind ? null : new Value(e, v.dictionary());
  }
}
