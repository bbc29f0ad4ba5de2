package dev.weft.jdbc.wire;

import java.sql.Types;

/** How a value is written: Avatica's {@code Rep}, as far as Weft's values need it. */
public enum Rep {
  BOOLEAN(8),
  BYTE(9),
  SHORT(11),
  INTEGER(12),
  LONG(13),
  FLOAT(14),
  DOUBLE(15),
  TIME(16),
  TIMESTAMP(17),
  DATE(18),
  BYTES(20),
  STRING(21),
  /** A column of decimals; a value of it is a {@link #DECIMAL}. */
  NUMBER(22),
  NULL(24),
  DECIMAL(26);

  private static final Rep[] BY_CODE = new Rep[64];

  static {
    for (Rep rep : values()) {
      BY_CODE[rep.code] = rep;
    }
    // The primitive twins, which Avatica's clients use for parameters.
    BY_CODE[0] = BOOLEAN;
    BY_CODE[1] = BYTE;
    BY_CODE[3] = SHORT;
    BY_CODE[4] = INTEGER;
    BY_CODE[5] = LONG;
    BY_CODE[6] = FLOAT;
    BY_CODE[7] = DOUBLE;
    BY_CODE[19] = TIMESTAMP; // java.util.Date
  }

  private final int code;

  Rep(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Rep of(long code) throws WireException {
    Rep rep = code < 0 || code >= BY_CODE.length ? null : BY_CODE[(int) code];
    if (rep == null) {
      throw new WireException("Malformed message: a value of kind " + code);
    }
    return rep;
  }

  /** How values of a column are sent; whatever has no form of its own goes as text. */
  public static Rep ofColumn(int jdbcType) {
    return switch (jdbcType) {
      case Types.BOOLEAN -> BOOLEAN;
      case Types.TINYINT -> BYTE;
      case Types.SMALLINT -> SHORT;
      case Types.INTEGER, Types.DATE, Types.TIME -> INTEGER;
      case Types.BIGINT, Types.TIMESTAMP -> LONG;
      case Types.REAL -> FLOAT;
      case Types.FLOAT, Types.DOUBLE -> DOUBLE;
      case Types.DECIMAL -> NUMBER;
      case Types.BINARY, Types.VARBINARY -> BYTES;
      default -> STRING;
    };
  }
}
