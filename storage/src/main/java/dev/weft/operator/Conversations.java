package dev.weft.operator;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Arithmetic;
import dev.weft.expression.Expression.ArithmeticOperator;
import dev.weft.expression.Expression.Case;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Lookup;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import java.util.Arrays;
import java.util.List;

/**
 * The two halves of each conversation as one row. Flows of the same two hosts, ports and protocol
 * belong to a conversation while they begin no later than some time after the end of those before.
 * Keys and columns are those of {@link Flow}. Output: client, server, their ports, protocol, start
 * and end (ms), length (ms), flows, packets and bytes of the client, the same of the server, start
 * of the server's first flow (ms, NULL without one).
 *
 * <p>The client is who sent a SYN without ACK as the first packet of a flow; who was answered by
 * SYN and ACK; who sent an ICMP request; who began; who has the higher port; who has the lower
 * address: the first of these that tells.
 *
 * @param idle milliseconds without a flow that end a conversation, not negative
 */
public record Conversations(long idle) implements Finding {
  /** Marks of a flow: its first packet is a SYN, a SYN with ACK, an ICMP request. */
  static final int SYN = 1;

  static final int SYN_ACK = 2;
  static final int REQUEST = 4;

  static final List<ValueKind> OUTPUT =
      List.of(
          ValueKind.ADDRESS,
          ValueKind.ADDRESS,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG);

  private static final LongRanges ICMP = LongRanges.ofValues(1, 58);
  private static final int CODES = 256;

  /** ICMP types that ask, each followed by the type that answers it. */
  private static final int[] PAIRS = {8, 0, 13, 14, 15, 16, 17, 18, 128, 129};

  private static final long[] TYPE_PAIRS = typePairs();
  private static final long[] TYPE_MARKS = typeMarks();
  private static final long[] FLAG_MARKS = flagMarks();

  public Conversations {
    if (idle < 0) {
      throw new IllegalArgumentException("an idle time of " + idle + " ms is negative");
    }
  }

  /**
   * What is asked of a flow.
   *
   * @param firstFlags TCP flags of its first packet, as bits
   */
  public record Flow(
      Expression source,
      Expression destination,
      Expression sourcePort,
      Expression destinationPort,
      Expression protocol,
      Expression start,
      Expression end,
      Expression packets,
      Expression bytes,
      Expression firstFlags) {
    private Expression isIcmp() {
      return new InLongs(protocol, ICMP);
    }

    private Expression isForward() {
      return new Expression.Or(
          List.of(
              new Compare(Comparison.LESS, source, destination),
              new Expression.And(
                  List.of(
                      new Compare(Comparison.EQUAL, source, destination),
                      new Compare(Comparison.LESS_OR_EQUAL, sourcePort, destinationPort)))));
    }

    /** The lower end first: whichever half, the keys are the same. ICMP's types are its ports. */
    public List<Expression> keys() {
      Expression forward = isForward();
      Expression types = new Lookup(destinationPort, TYPE_PAIRS, 0);
      Expression none = new LongLiteral(0);
      return List.of(
          pick(forward, source, destination),
          pick(forward, destination, source),
          protocol,
          new Case(List.of(isIcmp(), forward), List.of(types, sourcePort), destinationPort),
          new Case(List.of(isIcmp(), forward), List.of(none, destinationPort), sourcePort));
    }

    /** In the order that the rows of a conversation are looked at. */
    public List<Expression> columns() {
      return List.of(
          start,
          new Arithmetic(ArithmeticOperator.SUBTRACT, end, start),
          isForward(),
          packets,
          bytes,
          new Case(
              List.of(isIcmp()),
              List.of(new Lookup(destinationPort, TYPE_MARKS, 0)),
              new Lookup(firstFlags, FLAG_MARKS, 0)),
          pick(isIcmp(), destinationPort, new LongLiteral(-1)));
    }
  }

  private static Expression pick(Expression condition, Expression yes, Expression no) {
    return new Case(List.of(condition), List.of(yes), no);
  }

  private static long[] typePairs() {
    long[] table = new long[CODES * CODES];
    Arrays.setAll(table, i -> i);
    for (int i = 0; i < PAIRS.length; i += 2) {
      for (int code = 0; code < CODES; code++) {
        table[PAIRS[i + 1] * CODES + code] = PAIRS[i] * CODES + code;
      }
    }
    return table;
  }

  private static long[] typeMarks() {
    long[] table = new long[CODES * CODES];
    for (int i = 0; i < PAIRS.length; i += 2) {
      Arrays.fill(table, PAIRS[i] * CODES, (PAIRS[i] + 1) * CODES, REQUEST);
    }
    return table;
  }

  private static long[] flagMarks() {
    long[] table = new long[CODES];
    for (int flags = 0; flags < CODES; flags++) {
      boolean syn = (flags & 2) != 0;
      table[flags] = !syn ? 0 : (flags & 16) != 0 ? SYN_ACK : SYN;
    }
    return table;
  }

  @Override
  public List<ValueKind> output() {
    return OUTPUT;
  }
}
