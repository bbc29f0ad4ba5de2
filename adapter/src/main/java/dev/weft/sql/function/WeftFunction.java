package dev.weft.sql.function;

import dev.weft.error.QueryException;
import dev.weft.sql.type.Value;
import dev.weft.sql.type.WeftTypeSystem;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.adapter.enumerable.EnumUtils;
import org.apache.calcite.adapter.enumerable.NullPolicy;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.ScalarFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function of Weft's SQL. NULL in any argument makes the result NULL. It is told twice, with the
 * same meaning: for batches by {@link #translate}, and by {@link #evaluate} for one row, where
 * Calcite runs what no batch operator can.
 */
public abstract class WeftFunction extends SqlUserDefinedFunction {
  /** Key of the {@link NamedFiles} in a {@code DataContext}. */
  public static final String NAMED_FILES = "weft.namedFiles";

  private static final JavaTypeFactory TYPES = new JavaTypeFactoryImpl(WeftTypeSystem.INSTANCE);

  private static final Method CALL =
      Types.lookupMethod(
          WeftFunction.class,
          "call",
          DataContext.class,
          String.class,
          Object[].class,
          int.class,
          int.class);

  protected WeftFunction(String name, Signature signature, SqlReturnTypeInference result) {
    super(
        new SqlIdentifier(name, SqlParserPos.ZERO),
        SqlKind.OTHER_FUNCTION,
        result.andThen(SqlTypeTransforms.TO_NULLABLE),
        InferTypes.RETURN_TYPE,
        signature,
        new RowFunction(name, signature));
  }

  /**
   * The value for one row.
   *
   * @param arguments none is null; text as String, addresses as {@code ByteString} or String,
   *     numbers as Number, times as Long
   * @throws dev.weft.error.QueryException where an argument makes no sense
   */
  public abstract Object evaluate(NamedFiles files, Object[] arguments);

  /**
   * The call as an expression over columns.
   *
   * @param arguments none is the constant NULL
   * @return null where it has no such form with these arguments
   * @throws dev.weft.error.QueryException where a constant argument makes no sense
   */
  public abstract @Nullable Value translate(NamedFiles files, List<Argument> arguments);

  /** True where the result depends on a file that may be exchanged between two executions. */
  public boolean readsFiles() {
    return false;
  }

  /**
   * Called by the code that Calcite generates.
   *
   * @param line of the call in the SQL text, from 1; 0 where it has no place in it
   * @param column of that line, from 1; 0 where the call has no place
   */
  public static Object call(
      DataContext context, String name, Object[] arguments, int line, int column) {
    Object files = context.get(NAMED_FILES);
    if (!(files instanceof NamedFiles named)) {
      throw new IllegalStateException(name + " runs outside of a query on a store");
    }
    try {
      return WeftFunctions.byName(name).evaluate(named, arguments);
    } catch (QueryException e) {
      throw Signature.at(e, new SqlParserPos(line, column));
    }
  }

  private record RowFunction(String name, Signature signature)
      implements ScalarFunction, ImplementableFunction {
    @Override
    public CallImplementor getImplementor() {
      return RexImpTable.createImplementor(
          (translator, call, operands) -> {
            List<Expression> boxed = new ArrayList<>();
            operands.forEach(o -> boxed.add(Expressions.box(o)));
            Type result = TYPES.getJavaClass(call.getType());
            return EnumUtils.convert(
                Expressions.call(
                    CALL,
                    translator.getRoot(),
                    Expressions.constant(name),
                    Expressions.newArrayInit(Object.class, boxed),
                    Expressions.constant(call.getParserPosition().getLineNum()),
                    Expressions.constant(call.getParserPosition().getColumnNum())),
                result);
          },
          NullPolicy.STRICT,
          false);
    }

    @Override
    public RelDataType getReturnType(RelDataTypeFactory types) {
      throw new IllegalStateException("the type of " + name + " is inferred from its arguments");
    }

    @Override
    public List<FunctionParameter> getParameters() {
      return List.of();
    }
  }
}
