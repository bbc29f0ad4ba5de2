package dev.weft.sql.translate;

import dev.weft.sql.function.NamedFiles;
import org.apache.calcite.DataContext;
import org.apache.calcite.rex.RexBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a translation may know of the execution it is made for.
 *
 * @param context parameters and the current time; null while a statement is planned, when
 *     parameters have a stand-in of their type and only translatability counts
 */
public record Execution(RexBuilder rexBuilder, NamedFiles files, @Nullable DataContext context) {
  /** True while nothing but translatability counts. */
  public boolean isPlanning() {
    return context == null;
  }
}
