package dev.weft.sql.prepare;

import dev.weft.scan.ScanStatistics;
import dev.weft.sql.exec.ParameterType;
import dev.weft.sql.exec.QueryRun;
import dev.weft.sql.rel.BatchProgram;
import dev.weft.sql.rel.UnfitParametersException;
import dev.weft.sql.schema.WeftSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.DataContext;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A statement that can be executed any number of times. Immutable, safe for several threads.
 *
 * @param plan what runs, for explanations
 * @param rowType of the rows a user sees
 * @param fallback for values of parameters with which it can't run so; null where it has none
 */
record PreparedQuery(
    WeftSchema schema,
    RelNode plan,
    Runner runner,
    RelDataType rowType,
    List<ColumnMetaData> columns,
    List<AvaticaParameter> parameters,
    List<ParameterType> parameterTypes,
    @Nullable Fallback fallback) {
  PreparedQuery {
    columns = List.copyOf(columns);
    parameters = List.copyOf(parameters);
    parameterTypes = List.copyOf(parameterTypes);
  }

  /** How rows are made. */
  sealed interface Runner {
    /** Rows as arrays. */
    Enumerable<@Nullable Object> rows(QueryRun run);
  }

  /** Wholly in batches. */
  record Batches(BatchProgram program) implements Runner {
    @Override
    public Enumerable<@Nullable Object> rows(QueryRun run) {
      return program.arrays(run);
    }
  }

  /** In code of Calcite's, above batches. */
  record Code(GeneratedCode code) implements Runner {
    @Override
    public Enumerable<@Nullable Object> rows(QueryRun run) {
      return code.rows(run);
    }
  }

  /** Some lines of text. */
  record Text(List<String> lines) implements Runner {
    @Override
    public Enumerable<@Nullable Object> rows(QueryRun run) {
      return Linq4j.asEnumerable(lines.stream().map(l -> (Object) new Object[] {l}).toList());
    }
  }

  /** The same statement row by row, compiled when it is first needed. */
  static final class Fallback {
    private final Supplier<Runner> compiler;
    private @Nullable Runner compiled;

    Fallback(Supplier<Runner> compiler) {
      this.compiler = compiler;
    }

    private synchronized Runner runner() {
      Runner runner = compiled == null ? compiler.get() : compiled;
      compiled = runner;
      return runner;
    }
  }

  /** Starts an execution. */
  Enumerable<@Nullable Object> execute(DataContext context) {
    ScanStatistics statistics = schema.options().statistics().get();
    try {
      return runner.rows(run(runner, context, statistics));
    } catch (UnfitParametersException e) {
      if (fallback == null) {
        throw e;
      }
      Runner rows = fallback.runner();
      return rows.rows(run(rows, context, statistics));
    }
  }

  private QueryRun run(Runner runner, DataContext context, ScanStatistics statistics) {
    Map<String, Object> stash = runner instanceof Code c ? c.code.stash() : Map.of();
    return new QueryRun(
        context, parameterTypes, stash, schema.files(), schema.options().scan(), statistics);
  }

  /**
   * The plan in words.
   *
   * @param running true runs the statement to its end and counts what that touches
   */
  PlanReport report(DataContext context, boolean running) {
    ScanStatistics statistics = new ScanStatistics();
    QueryRun run = run(runner, context, statistics);
    List<String> words =
        runner instanceof Text text ? text.lines : PlanText.of(plan, schema.files(), run);
    if (!running) {
      return new PlanReport(words, null);
    }
    long start = System.nanoTime();
    long rows = 0;
    try (Enumerator<@Nullable Object> enumerator = runner.rows(run).enumerator()) {
      while (enumerator.moveNext()) {
        rows++;
      }
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    return new PlanReport(words, new PlanReport.Run(rows, time, statistics));
  }
}
