package dev.weft.sql.type;

import org.jspecify.annotations.Nullable;

/**
 * A value known before the first row.
 *
 * @param value in the class Calcite's generated code uses: Integer, Long, BigDecimal, Double,
 *     Boolean, String, {@code ByteString}; times as milliseconds; null for NULL
 */
public record Constant(@Nullable Object value) {
  public static final Constant NULL = new Constant(null);
}
