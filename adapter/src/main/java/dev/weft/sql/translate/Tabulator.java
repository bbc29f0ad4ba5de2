package dev.weft.sql.translate;

import dev.weft.error.QueryException;
import dev.weft.expression.Expression;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.Lookup;
import dev.weft.expression.Expression.TestAddress;
import dev.weft.flow.AddressTest;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import dev.weft.sql.function.WeftFunction;
import dev.weft.sql.function.WeftFunctions;
import dev.weft.sql.type.Addresses;
import dev.weft.sql.type.Constant;
import dev.weft.sql.type.Dictionary;
import dev.weft.sql.type.SqlTypes;
import dev.weft.sql.type.Value;
import java.util.Arrays;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Any function of one text, whatever it computes: it is evaluated once for each text of the
 * dictionary, and rows look the result up. Conditions on the text of an address, which has no
 * dictionary, are evaluated address by address inside the scan.
 */
final class Tabulator {
  /** Of all results together: a dictionary has up to 65,536 texts, and a plan is small. */
  private static final long MOST_CHARACTERS = 1L << 22;

  private static final int TEXTS_BETWEEN_CHECKS = 1 << 12;

  private final ExpressionTranslator translator;
  private final Evaluator evaluator;

  Tabulator(ExpressionTranslator translator, Evaluator evaluator) {
    this.translator = translator;
    this.evaluator = evaluator;
  }

  @Nullable Value translate(RexCall call) {
    PivotFinder finder = new PivotFinder();
    RexNode ofPivot = finder.replace(call);
    RexNode pivot = finder.pivot;
    if (pivot == null || finder.several || ofPivot instanceof RexInputRef) {
      return null;
    }
    Value v = translator.translate(pivot);
    if (v == null) {
      return null;
    }
    Dictionary dictionary = v.dictionary();
    if (dictionary != null) {
      return v.expression().nullable() ? null : tabulate(ofPivot, pivot.getType(), v, dictionary);
    }
    return v.kind() == ValueKind.ADDRESS ? addressTest(ofPivot, pivot.getType(), v) : null;
  }

  /** Finds the one text or address that a call is a function of. */
  private final class PivotFinder extends RexShuttle {
    @Nullable RexNode pivot;
    boolean several;

    RexNode replace(RexCall call) {
      return super.visitCall(call);
    }

    @Override
    public RexNode visitCall(RexCall call) {
      if (Evaluator.isVolatile(call)) {
        several = true;
        return call;
      }
      boolean mapped =
          call.getOperator() instanceof WeftFunction
              && SqlTypes.isText(call.getType())
              && call.getOperator() != WeftFunctions.IP_TEXT;
      return mapped && !translator.isConstant(call) ? found(call) : super.visitCall(call);
    }

    @Override
    public RexNode visitInputRef(RexInputRef ref) {
      return found(ref);
    }

    private RexNode found(RexNode node) {
      if (pivot != null && !pivot.equals(node)) {
        several = true;
      }
      pivot = node;
      return new RexInputRef(0, node.getType());
    }
  }

  private @Nullable Value tabulate(
      RexNode function, RelDataType input, Value v, Dictionary dictionary) {
    if (ExpressionTranslator.kind(function.getType()) != ValueKind.LONG) {
      return null;
    }
    noteExecution(function);
    Tabulations.Table table =
        translator
            .execution()
            .tabulations()
            .table(function, dictionary, () -> table(function, input, dictionary));
    return table == null ? null : table.of(v);
  }

  private Tabulations.@Nullable Table table(
      RexNode function, RelDataType input, Dictionary dictionary) {
    @Nullable Object[] results = results(function, input, dictionary);
    if (results == null) {
      return null;
    }
    if (SqlTypes.isText(function.getType())) {
      Dictionary.Unique texts = Dictionary.unique(results.length, i -> String.valueOf(results[i]));
      return v -> Value.ofCodes(v.expression(), texts);
    }
    long[] table = new long[results.length];
    for (int i = 0; i < results.length; i++) {
      Value literal = ExpressionTranslator.value(new Constant(results[i]), function.getType());
      if (literal == null
          || !(literal.expression() instanceof Expression.LongLiteral longLiteral)) {
        return null;
      }
      table[i] = longLiteral.value();
    }
    if (function.getType().getSqlTypeName() == SqlTypeName.BOOLEAN) {
      LongRanges ones = ones(table);
      return v -> Value.of(new InLongs(v.expression(), ones));
    }
    return v -> Value.of(new Lookup(v.expression(), table, 0));
  }

  /**
   * The function's value for each text; null where it is NULL for one of them or fails, or where
   * the values are too long to keep them all.
   */
  private @Nullable Object @Nullable [] results(
      RexNode function, RelDataType input, Dictionary dictionary) {
    Function1<@Nullable Object, @Nullable Object> compiled = compile(function, input);
    if (compiled == null) {
      return null;
    }
    @Nullable Object[] results = new @Nullable Object[dictionary.size()];
    long characters = 0;
    for (int i = 0; i < results.length; i++) {
      if (i % TEXTS_BETWEEN_CHECKS == 0) {
        translator.execution().check();
      }
      try {
        results[i] = compiled.apply(dictionary.label(i));
      } catch (RuntimeException e) {
        return null; // fails for a text that perhaps no row has: row by row it is found out
      }
      characters += results[i] instanceof CharSequence text ? text.length() : 0;
      if (results[i] == null || characters > MOST_CHARACTERS) {
        return null;
      }
    }
    return results;
  }

  private @Nullable Function1<@Nullable Object, @Nullable Object> compile(
      RexNode function, RelDataType input) {
    translator.execution().check();
    Function1<@Nullable Object, @Nullable Object> pattern =
        TextPatterns.compile(function, translator);
    return pattern != null ? pattern : evaluator.function(function, input);
  }

  private void noteExecution(RexNode function) {
    if (ConstantCheck.differsByExecution(function)) {
      translator.usesExecution();
    }
  }

  private static LongRanges ones(long[] table) {
    long[] codes = new long[table.length];
    int n = 0;
    for (int i = 0; i < table.length; i++) {
      if (table[i] == 1) {
        codes[n++] = i;
      }
    }
    return LongRanges.ofValues(Arrays.copyOf(codes, n));
  }

  private @Nullable Value addressTest(RexNode function, RelDataType input, Value v) {
    if (function.getType().getSqlTypeName() != SqlTypeName.BOOLEAN
        || input.isNullable()
        || !NullParameters.areNone(function, translator.execution())) {
      return null;
    }
    noteExecution(function);
    Function1<@Nullable Object, @Nullable Object> compiled = compile(function, input);
    return compiled == null
        ? null
        : Value.of(new TestAddress(v.expression(), new TextTest(compiled, function.toString())));
  }

  /** A condition on the text of an address. */
  private record TextTest(
      Function1<@Nullable Object, @Nullable Object> condition, String description)
      implements AddressTest {
    @Override
    public boolean test(long high, long low) {
      Object result = condition.apply(Addresses.bytes(high, low));
      if (result instanceof Boolean b) {
        return b;
      }
      throw new QueryException("condition on an address gave " + result + ": " + description);
    }

    @Override
    public String toString() {
      return description;
    }
  }
}
