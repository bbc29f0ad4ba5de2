package dev.weft.expression;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.error.QueryException;
import dev.weft.expression.Expression.AddressLiteral;
import dev.weft.expression.Expression.And;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.IsNull;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Not;
import dev.weft.expression.Expression.Null;
import dev.weft.expression.Expression.Or;
import dev.weft.flow.IpAddress;
import dev.weft.flow.ValueKind;
import java.util.ArrayList;
import java.util.List;

/** Folds constants and drops what decides nothing. What would fail is left for the row to fail. */
final class Simplifier {
  private Simplifier() {}

  static Expression simplify(Expression e) {
    List<Expression> children = Expressions.children(e);
    if (children.isEmpty()) {
      return e instanceof And || e instanceof Or ? logic(e, children, e instanceof And) : e;
    }
    List<Expression> simple = children.stream().map(Simplifier::simplify).toList();
    if (e instanceof And || e instanceof Or) {
      return logic(e, simple, e instanceof And);
    }
    if (e instanceof Case x) {
      return caseOf(x.conditions().size(), simple);
    }
    Expression rebuilt = Expressions.withChildren(e, simple);
    if (simple.stream().allMatch(Expressions::isConstant)) {
      return fold(rebuilt);
    }
    if (rebuilt instanceof IsNull x && !x.operand().nullable() && cannotFail(x.operand())) {
      return Expressions.FALSE;
    }
    if (rebuilt instanceof Not x) {
      return not(x);
    }
    if (rebuilt instanceof InLongs x && !x.nullable()) {
      if (cannotFail(x.operand()) && (x.values().isEmpty() || x.values().isAll())) {
        return x.values().isAll() ? Expressions.TRUE : Expressions.FALSE;
      }
    }
    return rebuilt;
  }

  /** True where no row can overflow or divide by zero, so that nobody misses the computation. */
  private static boolean cannotFail(Expression e) {
    boolean fails = e instanceof Arithmetic && e.kind() == ValueKind.LONG || e instanceof FloorTo;
    return !fails && Expressions.children(e).stream().allMatch(Simplifier::cannotFail);
  }

  /** AND: false decides, true says nothing. OR: the other way round. Order is kept: it guards. */
  private static Expression logic(Expression e, List<Expression> operands, boolean and) {
    LongLiteral decides = and ? Expressions.FALSE : Expressions.TRUE;
    List<Expression> kept = new ArrayList<>();
    for (Expression o : operands) {
      if (o instanceof LongLiteral x) {
        if (x.value() == decides.value()) {
          if (kept.isEmpty()) {
            return decides;
          }
          kept.add(o); // what stands before may fail; what stands after is never reached
          break;
        }
      } else if (and && o instanceof And x) {
        kept.addAll(x.operands());
      } else if (!and && o instanceof Or x) {
        kept.addAll(x.operands());
      } else {
        kept.add(o);
      }
    }
    if (kept.isEmpty()) {
      return and ? Expressions.TRUE : Expressions.FALSE;
    }
    return kept.size() == 1 ? kept.get(0) : and ? new And(kept) : new Or(kept);
  }

  private static Expression not(Not x) {
    if (x.operand() instanceof Not inner) {
      return inner.operand();
    }
    if (x.operand() instanceof Compare c && c.left().kind() != ValueKind.DOUBLE) {
      return new Compare(Expressions.negate(c.operator()), c.left(), c.right());
    }
    if (x.operand() instanceof InLongs in) {
      return new InLongs(in.operand(), in.values().complement());
    }
    return x;
  }

  private static Expression caseOf(int conditions, List<Expression> parts) {
    List<Expression> when = new ArrayList<>();
    List<Expression> then = new ArrayList<>();
    Expression otherwise = parts.get(2 * conditions);
    for (int i = 0; i < conditions; i++) {
      Expression condition = parts.get(i);
      if (condition instanceof LongLiteral x && x.value() != 0) {
        otherwise = parts.get(conditions + i);
        break;
      }
      if (!Expressions.isConstant(condition)) {
        when.add(condition);
        then.add(parts.get(conditions + i));
      }
    }
    return when.isEmpty() ? otherwise : new Case(when, then, otherwise);
  }

  private static Expression fold(Expression e) {
    Batch row = new Batch();
    row.size(1);
    try {
      Vector v = NodeCompiler.compile(e).evaluate(row, null, 1);
      if (v.isNull(0)) {
        return new Null(e.kind());
      }
      if (v instanceof LongVector x) {
        return new LongLiteral(x.values[0]);
      }
      if (v instanceof DoubleVector x) {
        return new DoubleLiteral(x.values[0]);
      }
      AddressVector a = (AddressVector) v;
      return new AddressLiteral(new IpAddress(a.highs[0], a.lows[0]));
    } catch (QueryException fault) {
      return e;
    }
  }
}
