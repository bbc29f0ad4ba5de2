package dev.weft.jdbc;

import org.jspecify.annotations.Nullable;

/** A result set of Calcite's that may have its rows at hand. */
interface DirectRows {
  /** The rows at hand, null where they come from generated code or lie in memory. */
  @Nullable DirectCursor direct();
}
