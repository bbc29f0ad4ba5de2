package dev.weft.sql.function;

import dev.weft.expression.Expression.Input;
import dev.weft.flow.ValueKind;
import dev.weft.sql.type.Value;
import java.util.ArrayList;
import java.util.List;

/** Columns that are the positions of a plan's output. */
final class Columns {
  private Columns() {}

  /**
   * A column for each position.
   *
   * @param nullable the position that may be NULL, or -1
   */
  static List<Value> ofAll(List<ValueKind> kinds, int nullable) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      values.add(Value.of(new Input(i, kinds.get(i), i == nullable)));
    }
    return values;
  }
}
