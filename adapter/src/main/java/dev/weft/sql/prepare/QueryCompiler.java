package dev.weft.sql.prepare;

import dev.weft.error.QueryException;
import dev.weft.sql.rel.BatchProgram;
import dev.weft.sql.rel.WeftRel;
import dev.weft.sql.schema.StatementCache;
import dev.weft.sql.schema.WeftSchema;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.sql.SqlDescribeTable;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.util.Pair;
import org.jspecify.annotations.Nullable;

/** SQL text to a {@link PreparedQuery}. */
final class QueryCompiler {
  private QueryCompiler() {}

  /** The statement of a text, compiled or found among those compiled before. */
  static PreparedQuery prepare(CalcitePrepare.Context context, String sql) {
    StatementCache statements = schema(context).statements();
    if (statements.get(sql) instanceof PreparedQuery known) {
      return known;
    }
    StatementLimit.check(sql);
    PreparedQuery compiled = Planning.run(() -> compile(context, sql));
    statements.put(sql, compiled);
    return compiled;
  }

  private static PreparedQuery compile(CalcitePrepare.Context context, String sql) {
    WeftSchema schema = schema(context);
    String explained = Questions.explained(sql);
    if (explained != null) {
      return explanation(compile(context, explained));
    }
    if (Questions.isShowTables(sql)) {
      return compile(
          context, Questions.tables(List.copyOf(schema.tables().getNames(LikePattern.any()))));
    }
    SqlNode parsed = FrontEnd.parse(sql);
    if (parsed instanceof SqlDescribeTable describe) {
      FrontEnd frontEnd = new FrontEnd(context);
      SqlNode table = frontEnd.validate(FrontEnd.parse(Questions.wholeTable(describe)));
      return compile(context, Questions.columns(frontEnd.rowType(table)));
    }
    if (parsed instanceof SqlExplain explain) {
      return explanation(
          compile(
              new FrontEnd(context),
              schema,
              explain.getExplicandum(),
              schema.options().pushdown(),
              null));
    }
    return compile(
        new FrontEnd(context),
        schema,
        parsed,
        schema.options().pushdown(),
        rowByRow(context.getRootSchema(), context.getDefaultSchemaPath(), schema, sql));
  }

  /** What runs a statement where values of parameters don't fit into batches. */
  private static PreparedQuery.Fallback rowByRow(
      CalciteSchema root, List<String> path, WeftSchema schema, String sql) {
    return new PreparedQuery.Fallback(
        () ->
            Planning.run(
                () ->
                    compile(new FrontEnd(root, path), schema, FrontEnd.parse(sql), false, null)
                        .runner()));
  }

  private static PreparedQuery compile(
      FrontEnd frontEnd,
      WeftSchema schema,
      SqlNode parsed,
      boolean batches,
      PreparedQuery.@Nullable Fallback fallback) {
    GroupingLimit.check(parsed);
    Set<Integer> rowCounts = RowCounts.in(parsed);
    SqlNode query = frontEnd.validate(parsed);
    RelDataType rowType = frontEnd.rowType(query);
    RelDataType parameters = frontEnd.parameterRowType(query);
    Planner planner = new Planner(schema.files());
    SqlToRelConverter converter = frontEnd.converter(planner.cluster());
    RelRoot root = frontEnd.convert(query, converter);
    RelNode joined = planner.withoutSubQueries(AddressCasts.in(root.rel));
    RelNode logical = planner.simplified(RowValues.in(joined));
    RelNode plan = batches ? planner.batched(logical) : logical;
    List<Integer> fields = Pair.left(root.fields);
    PreparedQuery.Runner runner;
    if (plan instanceof WeftRel weft) {
      runner = new PreparedQuery.Batches(BatchProgram.forUser(weft, fields));
    } else {
      EnumerableRel rows = planner.rows(plan);
      runner = new PreparedQuery.Code(new GeneratedCode(rows, fields, frontEnd.catalog()));
      plan = rows;
    }
    return new PreparedQuery(
        schema,
        plan,
        runner,
        rowType,
        Columns.of(rowType, frontEnd.origins(query)),
        Columns.parameters(parameters),
        Columns.parameterTypes(parameters, rowCounts),
        parameters.getFieldCount() == 0 ? null : fallback);
  }

  private static PreparedQuery explanation(PreparedQuery query) {
    RelDataType row = FrontEnd.TYPES.builder().add("plan", SqlTypeName.VARCHAR).build();
    return new PreparedQuery(
        query.schema(),
        query.plan(),
        new PreparedQuery.Text(PlanText.of(query.plan(), query.schema().files(), null)),
        row,
        Columns.of(row, Collections.singletonList(null)),
        query.parameters(),
        query.parameterTypes(),
        null);
  }

  /** The schema of the connection. */
  static WeftSchema schema(CalcitePrepare.Context context) {
    CalciteSchema schema = context.getRootSchema();
    for (String name : context.getDefaultSchemaPath()) {
      schema = schema == null ? null : schema.getSubSchema(name, false);
    }
    if (schema == null || !(schema.schema instanceof WeftSchema weft)) {
      throw new QueryException("the connection's default schema is no store of flows");
    }
    return weft;
  }
}
