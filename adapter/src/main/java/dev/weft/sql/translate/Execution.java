package dev.weft.sql.translate;

import dev.weft.error.WarningSink;
import dev.weft.sql.exec.QueryRun;
import dev.weft.sql.function.NamedFiles;
import dev.weft.sql.type.Dictionary;
import org.apache.calcite.DataContext;
import org.apache.calcite.rex.RexBuilder;
import org.jspecify.annotations.Nullable;

/** What a translation may know of the execution it is made for. For one thread. */
public final class Execution {
  /** Key of the {@link WarningSink} in a {@code DataContext}. */
  public static final String WARNINGS = "weft.warnings";

  private final RexBuilder rexBuilder;
  private final NamedFiles files;
  private final @Nullable DataContext context;
  private final Runnable check;
  private final Tabulations tabulations = new Tabulations();

  private Execution(
      RexBuilder rexBuilder, NamedFiles files, @Nullable DataContext context, Runnable check) {
    this.rexBuilder = rexBuilder;
    this.files = files;
    this.context = context;
    this.check = check;
  }

  /** That of a run: with its parameters and time, and stopped when it is. */
  public static Execution of(RexBuilder rexBuilder, QueryRun run) {
    return new Execution(rexBuilder, run.files(), run, run::check);
  }

  /**
   * None yet: a statement is planned, parameters have a stand-in of their type and only
   * translatability counts.
   *
   * @param check asked now and then, throws once the planning is to stop
   */
  public static Execution planning(RexBuilder rexBuilder, NamedFiles files, Runnable check) {
    return new Execution(rexBuilder, files, null, check);
  }

  RexBuilder rexBuilder() {
    return rexBuilder;
  }

  public NamedFiles files() {
    return files;
  }

  /** True while nothing but translatability counts. */
  boolean isPlanning() {
    return context == null;
  }

  /** Parameters and the current time; null while a statement is planned. */
  @Nullable DataContext context() {
    return context;
  }

  /**
   * To be asked by everything that takes long.
   *
   * @throws dev.weft.error.QueryCancelledException once there is nobody to go on for
   */
  void check() {
    check.run();
  }

  Tabulations tabulations() {
    return tabulations;
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
