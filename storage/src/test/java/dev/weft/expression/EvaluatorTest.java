package dev.weft.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.error.QueryException;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.flow.IpAddress;
import dev.weft.flow.ValueKind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final List<Input> INPUTS =
      List.of(
          new Input(0, ValueKind.LONG, false),
          new Input(1, ValueKind.LONG, true),
          new Input(2, ValueKind.DOUBLE, true),
          new Input(3, ValueKind.ADDRESS, false),
          new Input(4, ValueKind.ADDRESS, true));

  @Test
  void randomTreesGiveWhatTheRowByRowModelGives() {
    long seed = Long.getLong("weft.seed", System.nanoTime());
    Random random = new Random(seed);
    int failures = 0;
    int values = 0;
    for (int round = 0; round < 20_000; round++) {
      RandomExpressions trees = new RandomExpressions(random, INPUTS);
      boolean condition = random.nextBoolean();
      Expression e =
          condition ? trees.truth(4) : trees.of(ValueKind.values()[random.nextInt(3)], 4);
      Evaluator evaluator = new Evaluator(e);
      Expression simple = Expressions.simplify(e);
      assertEquals(e.kind(), simple.kind());
      for (int b = 0; b < 2; b++) {
        Batch batch = randomBatch(random, trees, round % 500 == 0 ? 5000 : random.nextInt(20));
        String where = "seed " + seed + " round " + round + ": " + e;
        Object[] expected = new Object[batch.selected()];
        try {
          for (int k = 0; k < expected.length; k++) {
            int row = row(batch, k);
            expected[k] = ExpressionOracle.value(e, p -> value(batch.vector(p), row));
            Object simplified = ExpressionOracle.value(simple, p -> value(batch.vector(p), row));
            assertEquals(expected[k], simplified, () -> where + " simplified " + simple);
          }
        } catch (QueryException fault) {
          failures++;
          assertThrows(QueryException.class, () -> evaluator.evaluate(batch), where);
          continue;
        }
        Vector got = evaluator.evaluate(batch);
        for (int k = 0; k < expected.length; k++) {
          int row = row(batch, k);
          assertEquals(expected[k], value(got, row), () -> where + " row " + row);
          assertTrue(e.nullable() || !got.isNull(row), where);
          if (got instanceof AddressVector a && a.allIpv4() && !got.isNull(row)) {
            assertTrue(IpAddress.isIpv4(a.highs[row], a.lows[row]), where);
          }
          values++;
        }
        if (condition) {
          int[] rows = batch.selection() != null ? batch.selection() : new int[batch.size()];
          int[] before = Arrays.copyOf(rows, expected.length);
          boolean all = batch.selection() == null;
          int[] wanted = new int[expected.length];
          int n = 0;
          for (int k = 0; k < expected.length; k++) {
            if (ExpressionOracle.isTrue(expected[k])) {
              wanted[n++] = all ? k : before[k];
            }
          }
          int found = evaluator.filter(batch, rows);
          assertEquals(
              Arrays.toString(Arrays.copyOf(wanted, n)),
              Arrays.toString(Arrays.copyOf(rows, found)),
              where);
        }
      }
    }
    assertTrue(failures > 500 && values > 50_000, failures + " failures, " + values + " values");
  }

  private static int row(Batch batch, int k) {
    int[] selection = batch.selection();
    return selection == null ? k : selection[k];
  }

  private static @Nullable Object value(Vector v, int row) {
    if (v.isNull(row)) {
      return null;
    }
    if (v instanceof LongVector x) {
      return x.values[row];
    }
    if (v instanceof DoubleVector x) {
      return x.values[row];
    }
    AddressVector a = (AddressVector) v;
    return new IpAddress(a.highs[row], a.lows[row]);
  }

  private static Batch randomBatch(Random random, RandomExpressions values, int rows) {
    Vector[] vectors = new Vector[INPUTS.size()];
    for (Input input : INPUTS) {
      Vector v = Vector.of(input.kind(), rows);
      boolean ipv4 = random.nextBoolean();
      for (int i = 0; i < rows; i++) {
        if (v instanceof LongVector x) {
          x.values[i] = values.literal();
        } else if (v instanceof DoubleVector x) {
          x.values[i] = random.nextInt(9) == 0 ? random.nextGaussian() : random.nextInt(9) - 4;
        } else if (v instanceof AddressVector x) {
          IpAddress a = ipv4 ? IpAddress.ofIpv4(random.nextInt(600)) : values.address();
          x.highs[i] = a.high();
          x.lows[i] = a.low();
          x.allIpv4(ipv4);
        }
      }
      if (input.nullable() && random.nextInt(3) != 0) {
        boolean[] nulls = v.useNulls();
        for (int i = 0; i < rows; i++) {
          nulls[i] = random.nextInt(4) == 0;
        }
      }
      vectors[input.position()] = v;
    }
    Batch batch = new Batch(vectors);
    batch.size(rows);
    if (random.nextBoolean()) {
      int[] selection = new int[rows];
      int n = 0;
      for (int i = 0; i < rows; i++) {
        if (random.nextBoolean()) {
          selection[n++] = i;
        }
      }
      batch.select(selection, n);
    }
    return batch;
  }

  @Test
  void anInputIsTheBatchsOwnVector() {
    LongVector v = new LongVector(3);
    Batch batch = new Batch(v);
    batch.size(3);
    assertSame(v, new Evaluator(new Input(0, ValueKind.LONG, false)).evaluate(batch));
  }

  @Test
  void overflowOfARowNobodySelectedIsNoFault() {
    LongVector v = new LongVector(3);
    v.values[0] = Long.MAX_VALUE;
    v.values[1] = 41;
    Batch batch = new Batch(v);
    batch.size(3);
    Evaluator plusOne =
        new Evaluator(
            new Arithmetic(
                ArithmeticOperator.ADD, new Input(0, ValueKind.LONG, false), new LongLiteral(1)));
    QueryException fault = assertThrows(QueryException.class, () -> plusOne.evaluate(batch));
    assertEquals(
        "9223372036854775807 + 1: the result does not fit into 64 bits; cast an operand to DOUBLE",
        fault.getMessage());
    batch.select(new int[] {1}, 1);
    assertEquals(42, ((LongVector) plusOne.evaluate(batch)).values[1]);
  }

  @Test
  void aGuardedDivisionSeesNoZero() {
    LongVector v = new LongVector(2);
    v.values[1] = 4;
    Batch batch = new Batch(v);
    batch.size(2);
    Input x = new Input(0, ValueKind.LONG, false);
    Expression quotient = new Arithmetic(ArithmeticOperator.DIVIDE, new LongLiteral(100), x);
    Expression guarded =
        new Case(
            List.of(new Compare(Comparison.EQUAL, x, new LongLiteral(0))),
            List.of(new LongLiteral(-1)),
            quotient);
    long[] values = ((LongVector) new Evaluator(guarded).evaluate(batch)).values;
    assertEquals(-1, values[0]);
    assertEquals(25, values[1]);
    QueryException fault =
        assertThrows(QueryException.class, () -> new Evaluator(quotient).evaluate(batch));
    assertEquals(
        "100 / 0: division by zero; guard it with CASE WHEN or NULLIF", fault.getMessage());
  }
}
