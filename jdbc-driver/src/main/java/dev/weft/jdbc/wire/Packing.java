package dev.weft.jdbc.wire;

/**
 * How a column of a packed frame holds its values; the ordinal is the code on the wire.
 *
 * <p>A packed frame is what Weft's own driver asks for (field 100 of a request that runs a
 * statement, not 0) and what other clients of the protocol never see: the rows as columns, in field
 * 100 of {@code Frame}, whose {@code rows} are then empty. A server that does not know the field
 * sends rows, a client that does not know it never asks. Numbers of more than a byte are
 * little-endian but for addresses; varints are those of Protocol Buffers.
 *
 * <pre>
 * varint  rows, 0 to 65,536
 * varint  columns, as many as the result has; then each of them:
 *   u8      packing, + 128 where some value is NULL
 *   bits    of such a column only, ceil(rows / 8) bytes: bit r % 8 of byte r / 8 is set where row r
 *           is NULL; the value in its place is a valid one and means nothing
 *   then by packing:
 *   0 NULLS         nothing: every row is NULL
 *   1 WHOLE         numbers
 *   2 DECIMAL       zigzag varint scale, -1000 to 1000; numbers, the unscaled values
 *   3 REAL          u8 width, 4 for a column of FLOAT and 8 for DOUBLE; rows x width bytes, IEEE 754
 *   4 ADDRESS       u8 width, 4 for IPv4 or 16 for any; rows x width bytes, in network order
 *   5 TEXT          varint count, at most 65,537; count x (varint length, UTF-8 text); numbers below
 *                   count: which of the texts it is
 *   6 BYTES         the same with bytes
 *   7 DECIMAL_TEXT  the same with decimals as text
 *
 * numbers: zigzag varint base; u8 width, 0, 1, 2, 4 or 8; rows x width bytes, unsigned: what is to
 *          be added to base, modulo 2^64
 * </pre>
 *
 * <p>WHOLE is a column of whole numbers, booleans (0 and 1), dates in days, times and timestamps in
 * milliseconds; DECIMAL and DECIMAL_TEXT are columns of decimals, ADDRESS and TEXT of texts.
 */
enum Packing {
  NULLS,
  WHOLE,
  DECIMAL,
  REAL,
  ADDRESS,
  TEXT,
  BYTES,
  DECIMAL_TEXT;

  /** Field of a request and of {@code Frame}; Avatica numbers its own from 1. */
  static final int FIELD = 100;

  /** Most rows of a packed frame. */
  static final int MOST_ROWS = 1 << 16;

  /** Most texts of a column: one a row, and one of a row that failed. */
  static final int MOST_TEXTS = MOST_ROWS + 1;

  /** Added to the code where some value is NULL. */
  static final int SOME_NULL = 0x80;

  /** Most digits behind a decimal's point, and before its last digit. */
  static final int MOST_SCALE = 1000;

  private static final Packing[] BY_CODE = values();

  int code() {
    return ordinal();
  }

  static Packing of(int code) throws WireException {
    if (code >= BY_CODE.length) {
      throw new WireException("Malformed message: a column is packed in a way that does not exist");
    }
    return BY_CODE[code];
  }

  /** True where values of a column may come so. */
  boolean holds(Rep column) {
    return switch (column) {
      case BOOLEAN, BYTE, SHORT, INTEGER, LONG, TIME, TIMESTAMP, DATE ->
          this == WHOLE || this == NULLS;
      case FLOAT, DOUBLE -> this == REAL || this == NULLS;
      case NUMBER, DECIMAL -> this == DECIMAL || this == DECIMAL_TEXT || this == NULLS;
      case STRING, NULL -> this == TEXT || this == ADDRESS || this == NULLS;
      case BYTES -> this == BYTES || this == NULLS;
    };
  }
}
