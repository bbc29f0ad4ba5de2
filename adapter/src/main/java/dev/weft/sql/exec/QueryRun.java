package dev.weft.sql.exec;

import dev.weft.operator.BatchStream;
import dev.weft.operator.Plan;
import dev.weft.operator.QueryRunner;
import dev.weft.scan.MemoryPool;
import dev.weft.scan.QueryControl;
import dev.weft.scan.ScanOptions;
import dev.weft.scan.ScanStatistics;
import dev.weft.sql.function.NamedFiles;
import dev.weft.sql.function.NoNamedFiles;
import dev.weft.sql.function.WeftFunction;
import dev.weft.sql.translate.Execution;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a statement: what runs can be stopped, and counts what it touches. To Calcite it
 * is the execution's {@code DataContext}, with parameters in the classes that their types ask for.
 */
public final class QueryRun implements DataContext {
  private static final String KEY = "weft.run";

  private final DataContext context;
  private final Map<String, @Nullable Object> parameters;
  private final Map<String, Object> stash;
  private final NamedFiles files;
  private final ScanOptions options;
  private final ScanStatistics statistics;
  private final QueryControl control;
  private final KeptMemory memory;
  private int steps;

  /**
   * @param context of the connection: parameters as the client set them, cancellation, time limit
   * @param types of the parameters, by position
   * @param stash what generated code expects to find here
   */
  public QueryRun(
      DataContext context,
      List<ParameterType> types,
      Map<String, Object> stash,
      NamedFiles files,
      ScanOptions options,
      ScanStatistics statistics) {
    this.context = context;
    this.parameters = ParameterType.values(context, types);
    this.stash = stash;
    this.files = files;
    MemoryPool own = options.pool().part(options.memoryBytes());
    this.options = options.withPool(own);
    this.statistics = statistics;
    Object flag = context.get(Variable.CANCEL_FLAG.camelName);
    this.control =
        flag instanceof AtomicBoolean cancelled
            ? new QueryControl(cancelled::get)
            : new QueryControl();
    this.memory = new KeptMemory(own, control::check);
    if (context.get(Variable.TIMEOUT.camelName) instanceof Long milliseconds) {
      control.deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
  }

  /** The run that a {@code DataContext} is; a new one in a connection of Calcite's own. */
  public static QueryRun of(DataContext context) {
    if (context.get(KEY) instanceof QueryRun run) {
      return run;
    }
    return new QueryRun(
        context,
        List.of(),
        Map.of(),
        NoNamedFiles.INSTANCE,
        ScanOptions.DEFAULTS,
        new ScanStatistics());
  }

  /** Starts a plan; the caller closes the stream. */
  public BatchStream start(Plan plan) {
    return QueryRunner.run(plan, options, control, statistics);
  }

  /**
   * @throws dev.weft.error.QueryCancelledException once the query is to stop
   */
  public void check() {
    control.check();
  }

  /** As {@link #check}, for what is asked very often; by one thread. */
  void step() {
    if ((++steps & 0xFFF) == 0) {
      control.check();
    }
  }

  /** Called once nobody reads rows of generated code any more. */
  public void end() {
    memory.end();
  }

  /** What operators of Calcite's keep in memory. */
  public KeptMemory memory() {
    return memory;
  }

  public NamedFiles files() {
    return files;
  }

  @Override
  public @Nullable Object get(String name) {
    if (name.equals(KEY)) {
      return this;
    }
    if (name.equals(WeftFunction.NAMED_FILES)) {
      return files;
    }
    if (name.equals(Execution.WARNINGS)) {
      return options.warnings();
    }
    Object stashed = stash.get(name);
    if (stashed != null) {
      return stashed;
    }
    return parameters.containsKey(name) ? parameters.get(name) : context.get(name);
  }

  @Override
  public @Nullable SchemaPlus getRootSchema() {
    return context.getRootSchema();
  }

  @Override
  public JavaTypeFactory getTypeFactory() {
    return context.getTypeFactory();
  }

  @Override
  public QueryProvider getQueryProvider() {
    return context.getQueryProvider();
  }
}
