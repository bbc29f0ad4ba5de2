package dev.weft.sql.prepare;

import dev.weft.sql.function.WeftFunctions;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalcitePrepare;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;

/** From SQL text to a logical plan: parser, validator, converter, as Weft's SQL wants them. */
final class FrontEnd {
  static final JavaTypeFactory TYPES = new StoppableTypes();

  static final SqlConformance CONFORMANCE = SqlConformanceEnum.LENIENT;

  private static final SqlValidator.Config VALIDATOR =
      SqlValidator.Config.DEFAULT
          .withIdentifierExpansion(true)
          .withConformance(CONFORMANCE)
          .withTypeCoercionFactory(AddressCoercion::new);

  private static final SqlToRelConverter.Config CONVERTER =
      SqlToRelConverter.config()
          .withTrimUnusedFields(false)
          .withExpand(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE);

  private final SqlValidator validator;
  private final CalciteCatalogReader catalog;

  private final CalciteSchema root;

  FrontEnd(CalcitePrepare.Context context) {
    this(context.getRootSchema(), context.getDefaultSchemaPath());
  }

  /**
   * @param path of the schema in the root whose tables need no prefix
   */
  FrontEnd(CalciteSchema root, List<String> path) {
    this.root = root;
    Properties names = new Properties();
    names.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    catalog = new CalciteCatalogReader(root, path, TYPES, new CalciteConnectionConfigImpl(names));
    SqlOperatorTable operators =
        SqlOperatorTables.chain(
            WeftFunctions.table(), OtherDatabases.TABLE, SqlStdOperatorTable.instance(), catalog);
    validator = new WeftValidator(operators, catalog, TYPES, VALIDATOR);
  }

  /** A statement that reads. */
  static SqlNode parse(String sql) {
    SqlNode node;
    try {
      node = SqlReader.read(withoutSemicolon(sql));
    } catch (SqlParseException e) {
      StatementKind.checkReads(sql);
      throw new SyntaxException(e);
    }
    if (!node.isA(SqlKind.QUERY)
        && node.getKind() != SqlKind.EXPLAIN
        && node.getKind() != SqlKind.DESCRIBE_TABLE) {
      throw StatementKind.refusal(sql);
    }
    return PartitionedTables.in(OtherWords.in(FlatCalls.in(node)));
  }

  private static String withoutSemicolon(String sql) {
    String stripped = sql.stripTrailing();
    return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : sql;
  }

  SqlNode validate(SqlNode query) {
    return validator.validate(query);
  }

  RelDataType rowType(SqlNode validated) {
    return validator.getValidatedNodeType(validated);
  }

  RelDataType parameterRowType(SqlNode validated) {
    return validator.getParameterRowType(validated);
  }

  List<? extends @Nullable List<String>> origins(SqlNode validated) {
    return validator.getFieldOrigins(validated);
  }

  SqlToRelConverter converter(RelOptCluster cluster) {
    return new SqlToRelConverter(
        (rowType, sql, path, view) -> expand(sql, path, cluster),
        validator,
        catalog,
        cluster,
        WeftConvertlets.INSTANCE,
        CONVERTER);
  }

  /** The plan of a view's query, whose columns are those of the view. */
  private RelRoot expand(String sql, List<String> path, RelOptCluster cluster) {
    FrontEnd inner = new FrontEnd(root, path);
    RelRoot plan = inner.convert(inner.validate(parse(sql)), inner.converter(cluster));
    return plan.withRel(plan.project());
  }

  RelRoot convert(SqlNode validated, SqlToRelConverter converter) {
    return converter.convertQuery(validated, false, true);
  }

  CalciteCatalogReader catalog() {
    return catalog;
  }
}
