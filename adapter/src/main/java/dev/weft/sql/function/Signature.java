package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.flow.IpAddress;
import dev.weft.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The parameter lists that a function accepts. An address may also be given as text; text that is
 * written as a literal is checked at once.
 */
public final class Signature implements SqlOperandMetadata {
  /** What a parameter takes. */
  public enum Parameter {
    ADDRESS,
    TEXT,
    INTEGER,
    NUMBER,
    TIMESTAMP,
    BOOLEAN;

    boolean accepts(RelDataType type) {
      SqlTypeName name = type.getSqlTypeName();
      if (name == SqlTypeName.NULL || name == SqlTypeName.ANY) {
        return true;
      }
      return switch (this) {
        case ADDRESS -> SqlTypes.isAddress(type) || SqlTypes.isText(type);
        case TEXT -> SqlTypes.isText(type);
        case INTEGER -> SqlTypeName.INT_TYPES.contains(name);
        case NUMBER -> SqlTypeName.NUMERIC_TYPES.contains(name);
        case TIMESTAMP -> name == SqlTypeName.TIMESTAMP;
        case BOOLEAN -> name == SqlTypeName.BOOLEAN;
      };
    }

    RelDataType type(RelDataTypeFactory types) {
      return switch (this) {
        case ADDRESS -> SqlTypes.address(types);
        case TEXT -> SqlTypes.text(types);
        case INTEGER -> types.createSqlType(SqlTypeName.INTEGER);
        case NUMBER -> types.createSqlType(SqlTypeName.DECIMAL, 18, 3);
        case TIMESTAMP -> SqlTypes.timestamp(types);
        case BOOLEAN -> types.createSqlType(SqlTypeName.BOOLEAN);
      };
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final List<List<Parameter>> overloads;

  private Signature(List<List<Parameter>> overloads) {
    this.overloads = overloads;
  }

  static Signature of(Parameter... parameters) {
    return new Signature(List.of(List.of(parameters)));
  }

  Signature or(Parameter... parameters) {
    List<List<Parameter>> all = new ArrayList<>(overloads);
    all.add(List.of(parameters));
    return new Signature(List.copyOf(all));
  }

  @Override
  public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
    for (List<Parameter> overload : overloads) {
      if (accepts(overload, binding)) {
        checkAddressLiterals(overload, binding);
        return true;
      }
    }
    if (throwOnFailure) {
      throw binding.newValidationSignatureError();
    }
    return false;
  }

  private static boolean accepts(List<Parameter> overload, SqlCallBinding binding) {
    if (overload.size() != binding.getOperandCount()) {
      return false;
    }
    for (int i = 0; i < overload.size(); i++) {
      if (!overload.get(i).accepts(binding.getOperandType(i))) {
        return false;
      }
    }
    return true;
  }

  private static void checkAddressLiterals(List<Parameter> overload, SqlCallBinding binding) {
    for (int i = 0; i < overload.size(); i++) {
      SqlNode operand = binding.operand(i);
      if (overload.get(i) == Parameter.ADDRESS
          && operand instanceof SqlLiteral literal
          && SqlTypes.isText(binding.getOperandType(i))) {
        checkAddress(literal.getValueAs(String.class), operand);
      }
    }
  }

  /**
   * What is taken where arguments of these types are given; null where none of the lists fits.
   *
   * @param given null where a type is to be found out
   */
  public @Nullable List<RelDataType> taken(
      List<@Nullable RelDataType> given, RelDataTypeFactory types) {
    for (List<Parameter> overload : overloads) {
      boolean fits = overload.size() == given.size();
      for (int i = 0; fits && i < given.size(); i++) {
        RelDataType type = given.get(i);
        fits = type == null || overload.get(i).accepts(type);
      }
      if (fits) {
        return overload.stream().map(p -> p.type(types)).toList();
      }
    }
    return null;
  }

  /** A fault with its position in the SQL text, where that is known. */
  public static RuntimeException at(String message, SqlNode at) {
    return at(new QueryException(message), at);
  }

  /** A fault with its position in the SQL text, where that is known. */
  public static RuntimeException at(QueryException fault, SqlNode at) {
    return at(fault, at.getParserPosition());
  }

  /** The fault with a position in the SQL text, if that is one. */
  public static RuntimeException at(QueryException fault, SqlParserPos at) {
    return at.getLineNum() == 0
        ? fault
        : new CalciteContextException(
            "From line %d, column %d".formatted(at.getLineNum(), at.getColumnNum()),
            fault,
            at.getLineNum(),
            at.getColumnNum(),
            at.getEndLineNum(),
            at.getEndColumnNum());
  }

  /** Fails with the position in the SQL text where a literal is no address. */
  public static IpAddress checkAddress(String text, SqlNode at) {
    IpAddress address = IpAddress.tryParse(text);
    if (address == null) {
      throw at("'" + text + "' is no IP address; write 192.0.2.1 or 2001:db8::1", at);
    }
    return address;
  }

  @Override
  public SqlOperandCountRange getOperandCountRange() {
    return SqlOperandCountRanges.between(
        overloads.stream().mapToInt(List::size).min().orElseThrow(),
        overloads.stream().mapToInt(List::size).max().orElseThrow());
  }

  @Override
  public String getAllowedSignatures(SqlOperator operator, String name) {
    return overloads.stream()
        .map(
            o ->
                o.stream()
                    .map(p -> "<" + p.label() + ">")
                    .collect(Collectors.joining(", ", name.toLowerCase(Locale.ROOT) + "(", ")")))
        .collect(Collectors.joining(" or "));
  }

  @Override
  public List<RelDataType> paramTypes(RelDataTypeFactory types) {
    return longest().stream().map(p -> p.type(types)).toList();
  }

  @Override
  public List<String> paramNames() {
    return longest().stream().map(Parameter::label).toList();
  }

  private List<Parameter> longest() {
    return overloads.stream().max(Comparator.comparingInt(List::size)).orElseThrow();
  }
}
