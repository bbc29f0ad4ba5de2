package dev.weft.expression;

import dev.weft.flow.AddressTest;
import dev.weft.flow.IpAddress;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import java.util.Arrays;
import java.util.List;

/**
 * A value computed from the columns of a batch. Immutable; SQL's rules for NULL hold: a NULL
 * operand makes the result NULL, except where said. Truth is a LONG, 1 or 0, NULL for unknown.
 *
 * <p>Integer arithmetic is exact: what does not fit into 64 bits, and division by zero, is a {@link
 * dev.weft.error.QueryException}, never a wrong number.
 */
public sealed interface Expression {
  /** How its values are held. */
  ValueKind kind();

  /** False promises that it is never NULL. */
  boolean nullable();

  /** The value of an input position (in a scan: {@code FlowColumn.ordinal()}). */
  record Input(int position, ValueKind kind, boolean nullable) implements Expression {}

  /** NULL. */
  record Null(ValueKind kind) implements Expression {
    @Override
    public boolean nullable() {
      return true;
    }
  }

  /** An integer, a time in ms, a code, a truth. */
  record LongLiteral(long value) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /** A floating point number. */
  record DoubleLiteral(double value) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.DOUBLE;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /** An address. */
  record AddressLiteral(IpAddress value) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.ADDRESS;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /** Operators of {@link Arithmetic}. */
  enum ArithmeticOperator {
    ADD,
    SUBTRACT,
    MULTIPLY,
    /** Integers: toward zero. */
    DIVIDE,
    /** Sign of the dividend. */
    MODULO
  }

  /** Arithmetic on two LONGs or two DOUBLEs. */
  record Arithmetic(ArithmeticOperator operator, Expression left, Expression right)
      implements Expression {
    public Arithmetic {
      requireSameKind(left, right);
    }

    @Override
    public ValueKind kind() {
      return left.kind();
    }

    @Override
    public boolean nullable() {
      return left.nullable() || right.nullable();
    }
  }

  /** A LONG as DOUBLE, divided by {@code divisor} (1000 turns milliseconds into seconds). */
  record ToDouble(Expression operand, double divisor) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.DOUBLE;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /** The greatest multiple of {@code unit}, counted from {@code origin}, not above a LONG. */
  record FloorTo(Expression operand, long unit, long origin) implements Expression {
    public FloorTo {
      if (unit < 1) {
        throw new IllegalArgumentException("unit " + unit + " is not positive");
      }
    }

    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /** Operators of {@link Compare}. */
  enum Comparison {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  /** Compares two values of one kind; addresses as unsigned numbers. */
  record Compare(Comparison operator, Expression left, Expression right) implements Expression {
    public Compare {
      requireSameKind(left, right);
    }

    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return left.nullable() || right.nullable();
    }
  }

  /** False if any operand is false, else unknown if any is unknown, else true. */
  record And(List<Expression> operands) implements Expression {
    public And {
      operands = List.copyOf(operands);
    }

    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return operands.stream().anyMatch(Expression::nullable);
    }
  }

  /** True if any operand is true, else unknown if any is unknown, else false. */
  record Or(List<Expression> operands) implements Expression {
    public Or {
      operands = List.copyOf(operands);
    }

    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return operands.stream().anyMatch(Expression::nullable);
    }
  }

  /** Negation; unknown stays unknown. */
  record Not(Expression operand) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /** True where the operand is NULL; never NULL itself. */
  record IsNull(Expression operand) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /**
   * The result whose condition is the first to be true, else {@code otherwise}. A result is
   * computed only for the rows that take it, so a guarded division is safe.
   */
  record Case(List<Expression> conditions, List<Expression> results, Expression otherwise)
      implements Expression {
    public Case {
      conditions = List.copyOf(conditions);
      results = List.copyOf(results);
      if (conditions.isEmpty() || conditions.size() != results.size()) {
        throw new IllegalArgumentException("as many results as conditions, at least one");
      }
      results.forEach(r -> requireSameKind(r, otherwise));
    }

    @Override
    public ValueKind kind() {
      return otherwise.kind();
    }

    @Override
    public boolean nullable() {
      return otherwise.nullable() || results.stream().anyMatch(Expression::nullable);
    }
  }

  /** True where a LONG is in the set. */
  record InLongs(Expression operand, LongRanges values) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /** True where an ADDRESS is in the set. */
  record InAddresses(Expression operand, IpRanges values) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /** True where an ADDRESS passes the test. */
  record TestAddress(Expression operand, AddressTest test) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /** {@code table[operand]}, or {@code otherwise} for a LONG outside the table. */
  record Lookup(Expression operand, long[] table, long otherwise) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Lookup l
          && operand.equals(l.operand)
          && Arrays.equals(table, l.table)
          && otherwise == l.otherwise;
    }

    @Override
    public int hashCode() {
      return operand.hashCode() * 31 + Arrays.hashCode(table);
    }
  }

  /** Maps an address to the code of a label: a prefix map, a country map. Safe for threads. */
  interface AddressMap {
    /** The code of an address. */
    long code(long high, long low);
  }

  /** The code of an ADDRESS in a map. */
  record MapAddress(Expression operand, AddressMap map) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /** Maps protocol and port to the code of a label. Safe for threads. */
  interface PortMap {
    /** The code of a port of a protocol. */
    long code(int protocol, int port);
  }

  /** The code of a protocol and a port (LONGs) in a map. */
  record MapPort(Expression protocol, Expression port, PortMap map) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return protocol.nullable() || port.nullable();
    }
  }

  /**
   * An ADDRESS with all but its first bits cleared, counted in the address's own family.
   *
   * @param ipv4Bits kept of an IPv4 address, 0 to 32
   * @param ipv6Bits kept of an IPv6 address, 0 to 128
   */
  record IpPrefix(Expression operand, int ipv4Bits, int ipv6Bits) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.ADDRESS;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /** 4 or 6. */
  record IpVersion(Expression operand) implements Expression {
    @Override
    public ValueKind kind() {
      return ValueKind.LONG;
    }

    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  private static void requireSameKind(Expression a, Expression b) {
    if (a.kind() != b.kind()) {
      throw new IllegalArgumentException(a.kind() + " against " + b.kind());
    }
  }
}
