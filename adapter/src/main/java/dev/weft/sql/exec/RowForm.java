package dev.weft.sql.exec;

import dev.weft.flow.ValueKind;
import dev.weft.sql.type.Value;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** The Java class of a column's values, before JDBC. */
public enum RowForm {
  BOOLEAN,
  BYTE(Byte.MIN_VALUE, Byte.MAX_VALUE),
  SHORT(Short.MIN_VALUE, Short.MAX_VALUE),
  INTEGER(Integer.MIN_VALUE, Integer.MAX_VALUE),
  LONG,
  FLOAT,
  DOUBLE,
  DECIMAL,
  /** Text held as a code. */
  LABEL,
  ADDRESS;

  private final long least;
  private final long most;

  RowForm() {
    this(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  RowForm(long least, long most) {
    this.least = least;
    this.most = most;
  }

  static RowForm of(Value value, RelDataType type) {
    if (value.dictionary() != null) {
      return LABEL;
    }
    if (value.kind() == ValueKind.ADDRESS) {
      return ADDRESS;
    }
    if (value.kind() == ValueKind.DOUBLE) {
      return type.getSqlTypeName() == SqlTypeName.REAL ? FLOAT : DOUBLE;
    }
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> BOOLEAN;
      case TINYINT -> BYTE;
      case SMALLINT -> SHORT;
      case INTEGER, DATE, TIME -> INTEGER;
      case DECIMAL -> DECIMAL;
      default -> LONG;
    };
  }

  /** True where a long may be too large for the form. */
  boolean isNarrow() {
    return least != Long.MIN_VALUE;
  }

  boolean fits(long value) {
    return value >= least && value <= most;
  }
}
