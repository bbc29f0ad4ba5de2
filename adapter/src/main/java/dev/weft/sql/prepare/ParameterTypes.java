package dev.weft.sql.prepare;

import dev.weft.sql.function.Signature;
import dev.weft.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlInternalOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a statement are, judged by what stands beside them: compared with a
 * column, one is of the column's type; in a function, of the type that the function takes. Counted
 * by their place in the text, for the validator copies them where it spells out a COALESCE.
 */
final class ParameterTypes {
  /** Digits that a parameter may have beside a DECIMAL in arithmetic: as many as are exact. */
  private static final int DIGITS = 19;

  private static final int SCALE = 6;

  private final SqlValidator validator;
  private final RelDataTypeFactory types;
  private final FunctionParameters functions;
  private final SortedMap<Integer, SqlDynamicParam> parameters = new TreeMap<>();
  private final Map<Integer, RelDataType> known = new HashMap<>();
  private final Set<Integer> anything = new HashSet<>();
  private final Set<SqlCall> judged = Collections.newSetFromMap(new IdentityHashMap<>());

  ParameterTypes(SqlValidator validator) {
    this.validator = validator;
    this.types = validator.getTypeFactory();
    this.functions = new FunctionParameters(validator);
  }

  /** Looks for the parameters of a statement. */
  void find(SqlNode query) {
    query.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            parameters.put(parameter.getIndex(), parameter);
            return null;
          }
        });
  }

  /** Whether the statement has parameters. */
  boolean any() {
    return !parameters.isEmpty();
  }

  /** Whether a call of IS NULL is about a bare parameter, which then needs no type. */
  boolean mayBeAnything(SqlCall call) {
    if (call.operand(0) instanceof SqlDynamicParam parameter) {
      anything.add(parameter.getIndex());
      return true;
    }
    return false;
  }

  /** Fails where a parameter has no type after validation. */
  void check() {
    for (SqlDynamicParam parameter : parameters.values()) {
      if (validator.getValidatedNodeTypeIfKnown(parameter) == null) {
        if (!anything.contains(parameter.getIndex())) {
          throw unknown(parameter);
        }
        give(parameter, types.createSqlType(SqlTypeName.ANY));
      }
    }
  }

  /** Their types, in the order of the text. */
  RelDataType rowType() {
    RelDataTypeFactory.Builder row = types.builder();
    parameters.forEach(
        (index, parameter) -> row.add("?" + index, validator.getValidatedNodeType(parameter)));
    return row.build();
  }

  /** The type of a parameter; null while nothing has told. */
  @Nullable RelDataType of(SqlDynamicParam parameter) {
    return known.get(parameter.getIndex());
  }

  /** Says what a parameter is, unless that is known. */
  RelDataType give(SqlDynamicParam parameter, RelDataType type) {
    RelDataType whole = SqlTypes.isText(type) ? SqlTypes.text(types) : type;
    RelDataType nullable = types.createTypeWithNullability(whole, true);
    RelDataType before = known.putIfAbsent(parameter.getIndex(), nullable);
    return before == null ? nullable : before;
  }

  /** A parameter that nothing tells the type of. */
  static RuntimeException unknown(SqlDynamicParam parameter) {
    return Signature.at(
        new StatementException(
            "nothing here tells the type of parameter "
                + (parameter.getIndex() + 1)
                + ": write CAST(? AS VARCHAR), or another type, instead of ?",
            "42P18"),
        parameter);
  }

  /**
   * Gives types to those parameters of a call that its other operands, or its operator, tell of.
   *
   * @param wanted what the call itself should be; null where nothing tells
   */
  void infer(SqlValidatorScope scope, SqlCall call, @Nullable RelDataType wanted) {
    if (wanted == null && !judged.add(call)) {
      return; // once more would tell nothing new, and double the work at each level
    }
    if (call instanceof SqlCase choice) {
      choice(scope, choice, wanted);
      return;
    }
    List<SqlNode> operands = flat(call.getOperandList());
    if (isOfRows(operands)) {
      rows(scope, operands);
      return;
    }
    List<SqlNode> open = operands.stream().filter(this::isOpen).toList();
    if (open.isEmpty()) {
      return;
    }
    switch (call.getKind()) {
      case AND, OR, NOT, IS_TRUE, IS_FALSE, IS_NOT_TRUE, IS_NOT_FALSE ->
          give(scope, open, types.createSqlType(SqlTypeName.BOOLEAN));
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          BETWEEN,
          IN,
          NOT_IN,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM ->
          give(scope, open, peer(scope, operands));
      case PLUS, MINUS, MOD -> arithmetic(scope, operands, open, wanted);
      case TIMES, DIVIDE -> {
        RelDataType peer = peer(scope, operands);
        if (peer != null && SqlTypeUtil.isInterval(peer)) {
          give(scope, open, types.createSqlType(SqlTypeName.BIGINT));
        } else {
          arithmetic(scope, operands, open, wanted);
        }
      }
      case MINUS_PREFIX, PLUS_PREFIX -> give(scope, open, wanted == null ? null : factor(wanted));
      case LIKE, SIMILAR, RLIKE -> give(scope, open, SqlTypes.text(types));
      case GREATEST, LEAST, COALESCE, NULLIF, NVL -> {
        RelDataType peer = peer(scope, operands);
        give(scope, open, peer == null ? wanted : peer);
      }
      default -> {
        if (call.getOperator() == SqlStdOperatorTable.CONCAT) {
          give(scope, open, SqlTypes.text(types));
        } else if (call.getOperator() == SqlInternalOperators.CAST_NOT_NULL) {
          give(scope, open, wanted); // of a COALESCE that is spelt out
        } else if (call.getOperator() instanceof SqlFunction) {
          function(scope, call, wanted);
        }
      }
    }
  }

  /** An operand of a call that is a parameter without a type; null where there is none. */
  @Nullable SqlDynamicParam openIn(SqlCall call) {
    for (SqlNode operand : flat(call.getOperandList())) {
      if (operand instanceof SqlDynamicParam parameter && of(parameter) == null) {
        return parameter;
      }
    }
    return null;
  }

  private void choice(SqlValidatorScope scope, SqlCase choice, @Nullable RelDataType wanted) {
    List<SqlNode> conditions = flat(choice.getWhenOperands().getList());
    give(
        scope,
        conditions.stream().filter(this::isOpen).toList(),
        types.createSqlType(SqlTypeName.BOOLEAN));
    List<SqlNode> results = results(choice);
    if (results.stream().anyMatch(this::isOpen)) {
      for (SqlNode condition : conditions) {
        typeOf(scope, condition); // one of them may tell of a result, as in a NULLIF
      }
    }
    List<SqlNode> open = results.stream().filter(this::isOpen).toList();
    if (!open.isEmpty()) {
      RelDataType peer = peer(scope, results);
      give(scope, open, peer == null ? wanted : peer);
    }
  }

  private static List<SqlNode> results(SqlCase choice) {
    List<@Nullable SqlNode> all = new ArrayList<>(choice.getThenOperands().getList());
    all.add(choice.getElseOperand());
    return flat(all);
  }

  private static boolean isOfRows(List<SqlNode> operands) {
    return operands.size() > 1
        && operands.stream().allMatch(operand -> operand.getKind() == SqlKind.ROW)
        && operands.stream().map(row -> ((SqlCall) row).operandCount()).distinct().count() == 1;
  }

  /** Rows that are compared, column by column. */
  private void rows(SqlValidatorScope scope, List<SqlNode> rows) {
    for (int i = 0; i < ((SqlCall) rows.get(0)).operandCount(); i++) {
      int column = i;
      List<SqlNode> values =
          rows.stream().map(row -> ((SqlCall) row).getOperandList().get(column)).toList();
      List<SqlNode> open = values.stream().filter(this::isOpen).toList();
      if (!open.isEmpty()) {
        give(scope, open, peer(scope, values));
      }
    }
  }

  private void arithmetic(
      SqlValidatorScope scope,
      List<SqlNode> operands,
      List<SqlNode> open,
      @Nullable RelDataType wanted) {
    RelDataType peer = peer(scope, operands);
    RelDataType type = peer == null ? wanted : peer;
    give(scope, open, type == null ? null : factor(type));
  }

  /** What a parameter is beside an operand of arithmetic; null where nothing is known. */
  private @Nullable RelDataType factor(RelDataType peer) {
    if (SqlTypeUtil.isIntType(peer)) {
      return types.createSqlType(SqlTypeName.BIGINT);
    }
    return switch (peer.getSqlTypeName()) {
      case DECIMAL -> types.createSqlType(SqlTypeName.DECIMAL, DIGITS, SCALE);
      case FLOAT, REAL, DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
      default -> SqlTypeUtil.isInterval(peer) ? SqlTypes.timestamp(types) : null;
    };
  }

  private void function(SqlValidatorScope scope, SqlCall call, @Nullable RelDataType wanted) {
    List<SqlNode> operands = call.getOperandList();
    List<@Nullable RelDataType> given = new ArrayList<>();
    for (SqlNode operand : operands) {
      given.add(isOpen(operand) ? null : typeOf(scope, operand));
    }
    List<@Nullable RelDataType> taken = functions.of(call, given);
    if (taken == null) {
      return;
    }
    RelDataType peer = null;
    for (int i = 0; i < operands.size(); i++) {
      RelDataType type = taken.get(i);
      if (given.get(i) == null && operands.get(i) != null) {
        if (type != null && type.getSqlTypeName() == SqlTypeName.ANY) {
          peer = peer == null ? peerOfAny(given, taken) : peer;
          type = peer == null ? wanted : peer;
        }
        give(scope, List.of(operands.get(i)), type);
      }
    }
  }

  /** Of the arguments of a function that takes anything there, as IF does. */
  private static @Nullable RelDataType peerOfAny(
      List<@Nullable RelDataType> given, List<@Nullable RelDataType> taken) {
    for (int i = 0; i < given.size(); i++) {
      RelDataType type = taken.get(i);
      if (given.get(i) != null && type != null && type.getSqlTypeName() == SqlTypeName.ANY) {
        return given.get(i);
      }
    }
    return null;
  }

  private void give(SqlValidatorScope scope, List<SqlNode> open, @Nullable RelDataType type) {
    if (type == null) {
      return;
    }
    for (SqlNode node : open) {
      if (node instanceof SqlDynamicParam parameter) {
        give(parameter, type);
      } else if (node instanceof SqlCall call) {
        infer(scope, call, type);
      }
    }
  }

  /** What operands that are compared or alternatives have in common; null where none is known. */
  private @Nullable RelDataType peer(SqlValidatorScope scope, List<SqlNode> operands) {
    List<RelDataType> peers = new ArrayList<>();
    boolean onlyLiterals = true;
    for (SqlNode operand : operands) {
      RelDataType type = isOpen(operand) ? null : typeOf(scope, operand);
      if (type != null) {
        onlyLiterals &= operand instanceof SqlLiteral;
        if (SqlTypes.isAddress(type)) {
          return type;
        }
        peers.add(type);
      }
    }
    if (peers.isEmpty()) {
      return null;
    }
    RelDataType common = types.leastRestrictive(peers);
    RelDataType peer = common == null ? peers.get(0) : common;
    // a written number tells that numbers are meant, not how large they are
    RelDataType wide = onlyLiterals ? factor(peer) : null;
    return wide == null || !SqlTypeUtil.isNumeric(wide) ? peer : wide;
  }

  private @Nullable RelDataType typeOf(SqlValidatorScope scope, SqlNode operand) {
    if (SqlUtil.isNullLiteral(operand, true)) {
      return null;
    }
    RelDataType type = validator.deriveType(scope, operand);
    if (type.isStruct() && operand.isA(SqlKind.QUERY) && type.getFieldCount() == 1) {
      return type.getFieldList().get(0).getType();
    }
    return type.isStruct()
            || type.getSqlTypeName() == SqlTypeName.NULL
            || type.equals(validator.getUnknownType())
        ? null
        : type;
  }

  /** A parameter whose type is not known, or an expression of nothing else. */
  private boolean isOpen(@Nullable SqlNode node) {
    if (node instanceof SqlDynamicParam parameter) {
      return of(parameter) == null;
    }
    if (!(node instanceof SqlCall call)) {
      return false;
    }
    List<SqlNode> operands =
        switch (call.getKind()) {
          case PLUS, MINUS, TIMES, DIVIDE, MOD, MINUS_PREFIX, PLUS_PREFIX ->
              flat(call.getOperandList());
          case GREATEST, LEAST, COALESCE, NULLIF, NVL -> flat(call.getOperandList());
          case CASE -> call instanceof SqlCase choice ? results(choice) : List.of();
          default ->
              call.getOperator() == SqlInternalOperators.CAST_NOT_NULL
                  ? call.getOperandList()
                  : List.of();
        };
    boolean any = false;
    for (SqlNode operand : operands) {
      boolean open = isOpen(operand);
      if (!open && !SqlUtil.isNullLiteral(operand, true)) {
        return false;
      }
      any |= open;
    }
    return any;
  }

  private static List<SqlNode> flat(List<? extends @Nullable SqlNode> operands) {
    List<SqlNode> flat = new ArrayList<>();
    for (SqlNode operand : operands) {
      if (operand instanceof SqlNodeList list) {
        flat.addAll(flat(list.getList()));
      } else if (operand != null) {
        flat.add(operand);
      }
    }
    return flat;
  }
}
