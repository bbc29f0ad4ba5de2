package dev.weft.sql.prepare;

import dev.weft.sql.function.Signature;
import dev.weft.sql.function.TableFunction;
import dev.weft.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.CompositeOperandTypeChecker;
import org.apache.calcite.sql.type.FamilyOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** What functions take, of those that have a name and this number of arguments. */
final class FunctionParameters {
  private final SqlValidator validator;
  private final RelDataTypeFactory types;

  FunctionParameters(SqlValidator validator) {
    this.validator = validator;
    this.types = validator.getTypeFactory();
  }

  /**
   * The type of each argument: ANY where the function takes anything, null where it doesn't tell.
   *
   * @param given types of the arguments, null where one is to be found out
   * @return null where no such function is known
   */
  @Nullable List<@Nullable RelDataType> of(SqlCall call, List<@Nullable RelDataType> given) {
    switch (call.getOperator().getName().toUpperCase(Locale.ROOT)) {
      case "SUBSTRING" -> {
        RelDataType place = types.createSqlType(SqlTypeName.INTEGER);
        return first(List.of(SqlTypes.text(types), place, place), given.size());
      }
      case "CONCAT" -> {
        return Collections.nCopies(given.size(), SqlTypes.text(types));
      }
      case "FLOOR", "CEIL" -> {
        if (given.size() == 2) { // the other is a unit of time
          return List.of(SqlTypes.timestamp(types), types.createSqlType(SqlTypeName.ANY));
        }
      }
      case "ROUND", "TRUNCATE" -> {
        if (given.size() == 2 && given.get(1) == null) {
          throw Signature.at(
              new StatementException(
                  call.getOperator().getName()
                      + " takes a number of digits that is written, not a parameter",
                  "42P18"),
              call);
        }
      }
      default -> {}
    }
    for (SqlOperator operator : named(call.getOperator())) {
      SqlOperandTypeChecker checker = operator.getOperandTypeChecker();
      List<@Nullable RelDataType> taken =
          checker instanceof Signature signature
              ? signature.taken(given, types)
              : operator instanceof TableFunction && checker instanceof SqlOperandMetadata table
                  ? first(table.paramTypes(types), given.size())
                  : checker == null ? null : taken(checker, given);
      if (taken != null) {
        return operator.getKind() == SqlKind.SUM ? wholeNumbers(taken.size()) : taken;
      }
    }
    return null;
  }

  /** As many of the types as are asked for; null where there are not so many. */
  private static @Nullable List<@Nullable RelDataType> first(List<RelDataType> all, int count) {
    return count > all.size() ? null : new ArrayList<>(all.subList(0, count));
  }

  /** What is summed up where nothing else tells is counted. */
  private List<@Nullable RelDataType> wholeNumbers(int count) {
    return Collections.nCopies(count, types.createSqlType(SqlTypeName.BIGINT));
  }

  private Set<SqlOperator> named(SqlOperator operator) {
    List<SqlOperator> found = new ArrayList<>();
    validator
        .getOperatorTable()
        .lookupOperatorOverloads(
            operator.getNameAsId(),
            null,
            SqlSyntax.FUNCTION,
            found,
            validator.getCatalogReader().nameMatcher());
    Set<SqlOperator> all = new LinkedHashSet<>(found);
    all.add(operator);
    return all;
  }

  private @Nullable List<@Nullable RelDataType> taken(
      SqlOperandTypeChecker checker, List<@Nullable RelDataType> given) {
    if (checker instanceof CompositeOperandTypeChecker composite) {
      for (SqlOperandTypeChecker rule : composite.getRules()) {
        List<@Nullable RelDataType> taken = taken(rule, given);
        if (taken != null) {
          return taken;
        }
      }
      return null;
    }
    if (!(checker instanceof FamilyOperandTypeChecker families)
        || !families.getOperandCountRange().isValidCount(given.size())) {
      return null;
    }
    List<@Nullable RelDataType> taken = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      SqlTypeFamily family = families.getOperandSqlTypeFamily(i);
      if (!fits(given.get(i), family)) {
        return null;
      }
      taken.add(type(family));
    }
    return taken;
  }

  private static boolean fits(@Nullable RelDataType type, SqlTypeFamily family) {
    return type == null
        || family == SqlTypeFamily.ANY
        || family == SqlTypeFamily.IGNORE
        || family.getTypeNames().contains(type.getSqlTypeName())
        || SqlTypes.isAddress(type)
            && (family == SqlTypeFamily.CHARACTER || family == SqlTypeFamily.STRING);
  }

  /** What a client sets for a family of types. */
  private @Nullable RelDataType type(SqlTypeFamily family) {
    return switch (family) {
      case CHARACTER, STRING -> SqlTypes.text(types);
      case INTEGER -> types.createSqlType(SqlTypeName.INTEGER);
      case EXACT_NUMERIC -> types.createSqlType(SqlTypeName.BIGINT);
      case NUMERIC, APPROXIMATE_NUMERIC -> types.createSqlType(SqlTypeName.DOUBLE);
      case BOOLEAN -> types.createSqlType(SqlTypeName.BOOLEAN);
      case TIMESTAMP, DATETIME -> SqlTypes.timestamp(types);
      case DATE -> types.createSqlType(SqlTypeName.DATE);
      case TIME -> types.createSqlType(SqlTypeName.TIME);
      case ANY -> types.createSqlType(SqlTypeName.ANY);
      default -> null;
    };
  }
}
