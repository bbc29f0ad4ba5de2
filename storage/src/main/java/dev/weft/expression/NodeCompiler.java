package dev.weft.expression;

import dev.weft.batch.AddressVector;
import dev.weft.batch.DoubleVector;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.expression.Expression.AddressLiteral;
import dev.weft.expression.Expression.And;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.DoubleLiteral;
import dev.weft.expression.Expression.FloorTo;
import dev.weft.expression.Expression.InAddresses;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.IpPrefix;
import dev.weft.expression.Expression.IpVersion;
import dev.weft.expression.Expression.IsNull;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Lookup;
import dev.weft.expression.Expression.MapAddress;
import dev.weft.expression.Expression.MapPort;
import dev.weft.expression.Expression.Not;
import dev.weft.expression.Expression.Null;
import dev.weft.expression.Expression.Or;
import dev.weft.expression.Expression.TestAddress;
import dev.weft.expression.Expression.ToDouble;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import java.util.List;

/**
 * Turns the tree of an expression into the tree that runs. A literal operand becomes part of the
 * loop; comparison with a literal becomes membership of a set of ranges.
 */
final class NodeCompiler {
  private NodeCompiler() {}

  static Node compile(Expression e) {
    if (e instanceof Input x) {
      return new LeafNodes.InputNode(x.position());
    } else if (e instanceof LongLiteral
        || e instanceof DoubleLiteral
        || e instanceof AddressLiteral
        || e instanceof Null) {
      return new LeafNodes.ConstantNode(e);
    } else if (e instanceof And x) {
      return new LogicNode(compile(x.operands()), true);
    } else if (e instanceof Or x) {
      return new LogicNode(compile(x.operands()), false);
    } else if (e instanceof Case x) {
      return new CaseNode(
          x.kind(), compile(x.conditions()), compile(x.results()), compile(x.otherwise()));
    } else if (e instanceof IsNull x) {
      return new LeafNodes.IsNullNode(compile(x.operand()));
    } else if (e instanceof Arithmetic x) {
      return arithmetic(x);
    } else if (e instanceof Compare x) {
      return compare(x);
    } else if (e instanceof MapPort x) {
      return new BinaryNode(
          ValueKind.LONG,
          compile(x.protocol()),
          compile(x.port()),
          (a, b, out, rows, n) ->
              LongLoops.mapPort(longs(a), longs(b), longs(out), rows, n, x.map()));
    }
    return unary(e);
  }

  private static Node[] compile(List<Expression> list) {
    return list.stream().map(NodeCompiler::compile).toArray(Node[]::new);
  }

  private static Node unary(Expression e) {
    if (e instanceof Not x) {
      return new UnaryNode(
          ValueKind.LONG,
          compile(x.operand()),
          (in, out, rows, n) -> LongLoops.not(longs(in), longs(out), rows, n));
    } else if (e instanceof ToDouble x) {
      return new UnaryNode(
          ValueKind.DOUBLE,
          compile(x.operand()),
          (in, out, rows, n) ->
              DoubleLoops.fromLongs(longs(in), doubles(out), rows, n, x.divisor()));
    } else if (e instanceof FloorTo x) {
      return new UnaryNode(
          ValueKind.LONG,
          compile(x.operand()),
          (in, out, rows, n) ->
              LongLoops.floorTo((LongVector) in, longs(out), rows, n, x.unit(), x.origin()));
    } else if (e instanceof InLongs x) {
      return inLongs(x.operand(), x.values());
    } else if (e instanceof Lookup x) {
      long[] table = x.table().clone();
      return new UnaryNode(
          ValueKind.LONG,
          compile(x.operand()),
          (in, out, rows, n) ->
              LongLoops.lookup(longs(in), longs(out), rows, n, table, x.otherwise()));
    } else if (e instanceof InAddresses x) {
      return inAddresses(x.operand(), x.values());
    } else if (e instanceof TestAddress x) {
      return new UnaryNode(
          ValueKind.LONG,
          compile(x.operand()),
          (in, out, rows, n) -> AddressLoops.test(addresses(in), longs(out), rows, n, x.test()));
    } else if (e instanceof MapAddress x) {
      return new UnaryNode(
          ValueKind.LONG,
          compile(x.operand()),
          (in, out, rows, n) -> AddressLoops.map(addresses(in), longs(out), rows, n, x.map()));
    } else if (e instanceof IpPrefix x) {
      return new UnaryNode(
          ValueKind.ADDRESS,
          compile(x.operand()),
          (in, out, rows, n) ->
              AddressLoops.prefix(
                  addresses(in), addresses(out), rows, n, x.ipv4Bits(), x.ipv6Bits()));
    } else if (e instanceof IpVersion x) {
      return new UnaryNode(
          ValueKind.LONG,
          compile(x.operand()),
          (in, out, rows, n) -> AddressLoops.version(addresses(in), longs(out), rows, n));
    }
    throw new IllegalStateException("no way to run " + e);
  }

  private static Node inLongs(Expression operand, LongRanges values) {
    LongFilter filter = LongFilter.of(values);
    return new UnaryNode(
        ValueKind.LONG,
        compile(operand),
        (in, out, rows, n) -> filter.test(longs(in), rows, n, longs(out)));
  }

  private static Node inAddresses(Expression operand, IpRanges values) {
    AddressFilter filter = AddressFilter.of(values);
    return new UnaryNode(
        ValueKind.LONG,
        compile(operand),
        (in, out, rows, n) -> filter.test(addresses(in), rows, n, longs(out)));
  }

  private static Node arithmetic(Arithmetic x) {
    if (x.kind() == ValueKind.DOUBLE) {
      return new BinaryNode(
          ValueKind.DOUBLE,
          compile(x.left()),
          compile(x.right()),
          (a, b, out, rows, n) ->
              DoubleLoops.arithmetic(x.operator(), doubles(a), doubles(b), doubles(out), rows, n));
    }
    Expression left = x.left();
    Expression right = x.right();
    boolean commutes =
        switch (x.operator()) {
          case ADD, MULTIPLY -> true;
          case SUBTRACT, DIVIDE, MODULO -> false;
        };
    if (commutes && left instanceof LongLiteral) {
      left = x.right();
      right = x.left();
    }
    if (right instanceof LongLiteral c) {
      return new UnaryNode(
          ValueKind.LONG,
          compile(left),
          (in, out, rows, n) ->
              ArithmeticLoops.withConstant(
                  x.operator(), (LongVector) in, c.value(), longs(out), rows, n));
    }
    return new BinaryNode(
        ValueKind.LONG,
        compile(left),
        compile(right),
        (a, b, out, rows, n) ->
            ArithmeticLoops.withColumn(
                x.operator(), (LongVector) a, (LongVector) b, longs(out), rows, n));
  }

  private static Node compare(Compare x) {
    Expression left = x.left();
    Expression right = x.right();
    Comparison operator = x.operator();
    if (left instanceof LongLiteral || left instanceof AddressLiteral) {
      left = x.right();
      right = x.left();
      operator = Expressions.mirror(operator);
    }
    if (right instanceof LongLiteral c) {
      return inLongs(left, Expressions.ranges(operator, c.value()));
    }
    if (right instanceof AddressLiteral c) {
      return inAddresses(left, Expressions.ranges(operator, c.value()));
    }
    Comparison op = operator;
    BinaryNode.Loop loop =
        switch (left.kind()) {
          case LONG ->
              (a, b, out, rows, n) ->
                  LongLoops.compare(op, longs(a), longs(b), longs(out), rows, n);
          case DOUBLE ->
              (a, b, out, rows, n) ->
                  DoubleLoops.compare(op, doubles(a), doubles(b), longs(out), rows, n);
          case ADDRESS ->
              (a, b, out, rows, n) ->
                  AddressLoops.compare(op, addresses(a), addresses(b), longs(out), rows, n);
        };
    return new BinaryNode(ValueKind.LONG, compile(left), compile(right), loop);
  }

  private static long[] longs(Vector v) {
    return ((LongVector) v).values;
  }

  private static double[] doubles(Vector v) {
    return ((DoubleVector) v).values;
  }

  private static AddressVector addresses(Vector v) {
    return (AddressVector) v;
  }
}
