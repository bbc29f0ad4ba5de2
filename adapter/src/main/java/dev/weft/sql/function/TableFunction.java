package dev.weft.sql.function;

import dev.weft.error.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A function that stands in {@code FROM TABLE(...)}. Its first argument may be a table; the others
 * are constants.
 */
public abstract class TableFunction extends SqlFunction implements SqlTableFunction {
  private final boolean ofTable;

  /**
   * @param ofTable true where the first argument is a table
   * @param required how many of the other parameters must be given
   */
  protected TableFunction(
      String name, boolean ofTable, int required, Signature.Parameter... parameters) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.CURSOR,
        null,
        new Arguments(ofTable, required, List.of(parameters)),
        SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
    this.ofTable = ofTable;
  }

  /**
   * An execution of the function.
   *
   * @param arguments constants, without the table; those not given are missing at the end
   * @param tableType row type of the table; null where there is none
   * @param table rows of the table; null where there is none
   */
  public record Call(
      NamedFiles files,
      List<@Nullable Object> arguments,
      @Nullable RelDataType tableType,
      @Nullable Enumerable<@Nullable Object[]> table) {
    /** An argument as text; an error where it is NULL. */
    String name(TableFunction function) {
      Object name = arguments.get(0);
      if (name == null) {
        throw new QueryException(function.getName() + " takes a name, not NULL");
      }
      return name.toString().strip();
    }
  }

  /** The rows. */
  public abstract Enumerable<@Nullable Object[]> rows(Call call);

  /**
   * Columns of the result.
   *
   * @param table row type of the table; null where there is none
   */
  abstract RelDataType rowType(RelDataTypeFactory types, @Nullable RelDataType table);

  /** What is wrong with a table as the first argument; null if nothing. */
  @Nullable String fault(RelDataType table) {
    return null;
  }

  /** True where the first argument is a table. */
  public boolean isOfTable() {
    return ofTable;
  }

  @Override
  public boolean argumentMustBeScalar(int ordinal) {
    return ordinal != 0 || !ofTable;
  }

  @Override
  public SqlReturnTypeInference getRowTypeInference() {
    return binding -> rowType(binding.getTypeFactory(), ofTable ? binding.getOperandType(0) : null);
  }

  private record Arguments(boolean ofTable, int required, List<Signature.Parameter> parameters)
      implements SqlOperandMetadata {
    private int first() {
      return ofTable ? 1 : 0;
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      boolean fits = !ofTable || binding.getOperandType(0).isStruct();
      for (int i = first(); i < binding.getOperandCount(); i++) {
        fits &= parameters.get(i - first()).accepts(binding.getOperandType(i));
      }
      if (!fits && throwOnFailure) {
        throw binding.newValidationSignatureError();
      }
      String fault =
          fits && ofTable && binding.getOperator() instanceof TableFunction function
              ? function.fault(binding.getOperandType(0))
              : null;
      if (fault != null) {
        throw Signature.at(fault, binding.getCall());
      }
      return fits;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.between(first() + required, first() + parameters.size());
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
      return "TABLE("
          + operator.getName()
          + "("
          + paramNames().stream().map(p -> "<" + p + ">").collect(Collectors.joining(", "))
          + "))";
    }

    @Override
    public List<RelDataType> paramTypes(RelDataTypeFactory types) {
      List<RelDataType> all = new ArrayList<>();
      if (ofTable) {
        all.add(types.createSqlType(SqlTypeName.ANY));
      }
      parameters.forEach(p -> all.add(p.type(types)));
      return all;
    }

    @Override
    public List<String> paramNames() {
      List<String> all = new ArrayList<>();
      if (ofTable) {
        all.add("table");
      }
      parameters.forEach(p -> all.add(p.label()));
      return all;
    }
  }
}
