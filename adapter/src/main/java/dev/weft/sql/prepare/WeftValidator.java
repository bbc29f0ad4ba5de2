package dev.weft.sql.prepare;

import dev.weft.sql.type.SqlTypes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's validator, but operators on texts see the canonical text of an address. Many of them
 * also take binary values, so that no coercion would be asked.
 */
final class WeftValidator extends SqlValidatorImpl {
  private static final Set<String> TEXT_FUNCTIONS =
      Set.of(
          "CHAR_LENGTH",
          "CHARACTER_LENGTH",
          "LENGTH",
          "OCTET_LENGTH",
          "POSITION",
          "REPLACE",
          "CONCAT",
          "REGEXP_LIKE",
          "REGEXP_REPLACE",
          "STRPOS",
          "STARTS_WITH",
          "ENDS_WITH",
          "SPLIT_PART",
          "LEFT",
          "RIGHT",
          "MD5",
          "SHA256",
          "LISTAGG",
          "STRING_AGG");

  private final ParameterTypes parameters = new ParameterTypes(this);

  private int rewriting;

  WeftValidator(
      SqlOperatorTable operators,
      SqlValidatorCatalogReader catalog,
      RelDataTypeFactory types,
      Config config) {
    super(operators, catalog, types, config);
  }

  @Override
  public RelDataType deriveType(SqlValidatorScope scope, SqlNode node) {
    Planning.check();
    if (node instanceof SqlDynamicParam parameter) {
      RelDataType known = parameters.of(parameter);
      return known == null ? getUnknownType() : known;
    }
    if (node instanceof SqlCall call) {
      if (parameters.any() && !call.isA(SqlKind.QUERY)) {
        parameters.infer(scope, call, null);
      }
      if (takesText(call.getOperator())) {
        showAddressesAsText(scope, call);
      }
    }
    try {
      return super.deriveType(scope, node);
    } catch (CalciteContextException | UnsupportedOperationException e) {
      SqlDynamicParam open = node instanceof SqlCall call ? parameters.openIn(call) : null;
      throw open == null ? e : ParameterTypes.unknown(open);
    }
  }

  @Override
  public SqlNode validate(SqlNode query) {
    parameters.find(query);
    SqlNode validated = super.validate(query);
    parameters.check();
    return validated;
  }

  /** Calcite's own takes what it comes to first, or refuses. */
  @Override
  protected void inferUnknownTypes(RelDataType inferred, SqlValidatorScope scope, SqlNode node) {
    if (!parameters.any()) {
      super.inferUnknownTypes(inferred, scope, node);
      return;
    }
    boolean told = !inferred.equals(getUnknownType());
    if (node instanceof SqlDynamicParam parameter) {
      if (parameters.of(parameter) == null) {
        if (!told) {
          throw ParameterTypes.unknown(parameter);
        }
        parameters.give(parameter, inferred);
      }
      return;
    }
    if (node instanceof SqlCall call && !call.isA(SqlKind.QUERY)) {
      parameters.infer(scope, call, told ? inferred : null);
      if (call.getKind() == SqlKind.IS_NULL || call.getKind() == SqlKind.IS_NOT_NULL) {
        if (!parameters.mayBeAnything(call)) {
          inferUnknownTypes(getUnknownType(), scope, call.operand(0)); // a text, to Calcite
        }
        return;
      }
    }
    super.inferUnknownTypes(inferred, scope, node);
  }

  @Override
  public @Nullable RelDataType getValidatedNodeTypeIfKnown(SqlNode node) {
    RelDataType known = node instanceof SqlDynamicParam p ? parameters.of(p) : null;
    return known != null ? known : super.getValidatedNodeTypeIfKnown(node);
  }

  /** In the order of the text; a parameter may stand in the tree more than once. */
  @Override
  public RelDataType getParameterRowType(SqlNode query) {
    return parameters.rowType();
  }

  /** Spells out what is short for something longer, which may be far too long. */
  @Override
  protected @Nullable SqlNode performUnconditionalRewrites(
      @Nullable SqlNode node, boolean underFrom) {
    rewriting++;
    SqlNode rewritten;
    try {
      rewritten = super.performUnconditionalRewrites(node, underFrom);
    } finally {
      rewriting--;
    }
    if (rewriting == 0 && rewritten != null) {
      StatementSize.check(rewritten);
    }
    return rewritten;
  }

  private static boolean takesText(SqlOperator operator) {
    return operator == SqlStdOperatorTable.CONCAT
        || operator.getKind() == SqlKind.LIKE
        || operator.getKind() == SqlKind.SIMILAR
        || operator.getKind() == SqlKind.RLIKE
        || operator instanceof SqlFunction function
            && (function.getFunctionType() == SqlFunctionCategory.STRING
                || TEXT_FUNCTIONS.contains(operator.getName().toUpperCase(Locale.ROOT)));
  }

  private void showAddressesAsText(SqlValidatorScope scope, SqlCall call) {
    List<SqlNode> operands = call.getOperandList();
    for (int i = 0; i < operands.size(); i++) {
      SqlNode operand = operands.get(i);
      if (isExpression(operand) && SqlTypes.isAddress(deriveType(scope, operand))) {
        call.setOperand(
            i,
            SqlStdOperatorTable.CAST.createCall(
                operand.getParserPosition(),
                operand,
                SqlTypeUtil.convertTypeToSpec(SqlTypes.text(getTypeFactory()))));
      }
    }
  }

  private static boolean isExpression(SqlNode operand) {
    return operand != null
        && (operand.getKind() == SqlKind.IDENTIFIER || operand instanceof SqlCall)
        && !operand.isA(SqlKind.QUERY);
  }
}
