package dev.weft.sql.function;

import dev.weft.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@code TABLE(spread(TABLE flows, seconds [, 'load-scheme' [, start [, end]]]))}: what rwcount
 * does. Each flow becomes a row for each bin of time that it touches, with the flow's columns;
 * {@code bytes} and {@code packets} are what falls to the bin, {@code records} is the part of the
 * record (all DOUBLE), {@code bin} the start of the bin. The table is any query with a column
 * {@code stime} and one of {@code etime} and {@code duration}.
 */
public final class Spread extends SqlFunction implements SqlTableFunction {
  public static final Spread INSTANCE = new Spread();

  /** Columns that are shared out among the bins. */
  public static final Set<String> SHARED = Set.of("bytes", "packets");

  /** The columns of the span. */
  public static final String START = "stime";

  public static final String END = "etime";
  public static final String DURATION = "duration";

  /** The columns that are added. */
  public static final String BIN = "bin";

  public static final String RECORDS = "records";

  private static final int MOST_ARGUMENTS = 5;

  private Spread() {
    super(
        "spread",
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.CURSOR,
        null,
        new Arguments(),
        SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
  }

  @Override
  public boolean argumentMustBeScalar(int ordinal) {
    return ordinal != 0;
  }

  @Override
  public SqlReturnTypeInference getRowTypeInference() {
    return Spread::rowType;
  }

  private static RelDataType rowType(SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    RelDataTypeFactory.Builder row = types.builder();
    for (RelDataTypeField field : binding.getOperandType(0).getFieldList()) {
      row.add(
          field.getName(),
          SHARED.contains(field.getName()) ? shared(types, field) : field.getType());
    }
    return row.add(BIN, SqlTypes.timestamp(types)).add(RECORDS, SqlTypeName.DOUBLE).build();
  }

  private static RelDataType shared(RelDataTypeFactory types, RelDataTypeField field) {
    return types.createTypeWithNullability(
        types.createSqlType(SqlTypeName.DOUBLE), field.getType().isNullable());
  }

  private static final class Arguments implements SqlOperandMetadata {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      RelDataType table = binding.getOperandType(0);
      boolean fits = table.isStruct();
      for (int i = 1; i < binding.getOperandCount(); i++) {
        fits &= parameter(i).accepts(binding.getOperandType(i));
      }
      if (!fits && throwOnFailure) {
        throw binding.newValidationSignatureError();
      }
      String fault = fits ? fault(table) : null;
      if (fault != null) {
        throw Signature.at(fault, binding.getCall());
      }
      return fits;
    }

    private static Signature.Parameter parameter(int ordinal) {
      return switch (ordinal) {
        case 1 -> Signature.Parameter.NUMBER;
        case 2 -> Signature.Parameter.TEXT;
        default -> Signature.Parameter.TIMESTAMP;
      };
    }

    private static @Nullable String fault(RelDataType table) {
      List<String> names = table.getFieldNames();
      for (String added : List.of(BIN, RECORDS)) {
        if (names.contains(added)) {
          return "spread adds a column '" + added + "'; name the one of its table otherwise";
        }
      }
      if (!has(table, START, SqlTypeName.TIMESTAMP)
          || !has(table, END, SqlTypeName.TIMESTAMP)
              && !has(table, DURATION, SqlTypeName.DECIMAL)) {
        return "spread takes a table with the columns stime and etime, or stime and duration;"
            + " this one has "
            + String.join(", ", names);
      }
      for (RelDataTypeField field : table.getFieldList()) {
        if (SHARED.contains(field.getName())
            && !Signature.Parameter.NUMBER.accepts(field.getType())) {
          return "spread shares out '" + field.getName() + "', which is no number here";
        }
      }
      return null;
    }

    private static boolean has(RelDataType table, String name, SqlTypeName type) {
      RelDataTypeField field = table.getField(name, true, false);
      return field != null && field.getType().getSqlTypeName() == type;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.between(2, MOST_ARGUMENTS);
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
      return "TABLE(spread(TABLE <table>, <seconds> [, '<load-scheme>' [, <start> [, <end>]]]))";
    }

    @Override
    public List<RelDataType> paramTypes(RelDataTypeFactory types) {
      List<RelDataType> all = new ArrayList<>();
      all.add(types.createSqlType(SqlTypeName.ANY));
      all.add(types.createSqlType(SqlTypeName.DECIMAL, 18, 3));
      all.add(SqlTypes.text(types));
      all.add(SqlTypes.timestamp(types));
      all.add(SqlTypes.timestamp(types));
      return all;
    }

    @Override
    public List<String> paramNames() {
      return List.of("table", "seconds", "load_scheme", "start", "end");
    }
  }
}
