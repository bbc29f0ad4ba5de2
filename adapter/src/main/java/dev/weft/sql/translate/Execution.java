package dev.weft.sql.translate;

import dev.weft.error.WarningSink;
import dev.weft.sql.function.NamedFiles;
import dev.weft.sql.type.Dictionary;
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
  /** Key of the {@link WarningSink} in a {@code DataContext}. */
  public static final String WARNINGS = "weft.warnings";

  /** True while nothing but translatability counts. */
  public boolean isPlanning() {
    return context == null;
  }

  /** Tells the user of a constant that no flow can have; nothing while planning. */
  void warnOfUnknown(Dictionary dictionary, String text) {
    String noun = dictionary.noun();
    if (context != null
        && noun != null
        && dictionary.code(text) < 0
        && context.get(WARNINGS) instanceof WarningSink warnings) {
      warnings.warn(UnknownTexts.message(dictionary, noun, text));
    }
  }
}
