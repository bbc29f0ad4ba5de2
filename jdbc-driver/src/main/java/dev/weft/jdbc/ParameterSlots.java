package dev.weft.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The parameters of a statement: what each stands for, and which are set. A value of another kind
 * than its parameter is refused here, because further on a time is a number like any other.
 */
final class ParameterSlots {
  /** What a value or a parameter is. */
  enum Kind {
    NUMBER("a number"),
    TEXT("text"),
    CLOCK("a date and time"),
    DAY("a date"),
    TIME("a time of day"),
    TRUTH("a BOOLEAN"),
    BYTES("bytes"),
    ANY("a value");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    private static Kind of(int type) {
      if (ColumnDescriptions.isNumber(type)) {
        return NUMBER;
      }
      return switch (type) {
        case Types.CHAR, Types.VARCHAR -> TEXT;
        case Types.TIMESTAMP -> CLOCK;
        case Types.DATE -> DAY;
        case Types.TIME -> TIME;
        case Types.BOOLEAN -> TRUTH;
        case Types.BINARY, Types.VARBINARY -> BYTES;
        default -> ANY;
      };
    }

    /** Whether a value of a kind can be meant; text is read as what its parameter is. */
    private boolean takes(Kind value) {
      return switch (this) {
        case ANY -> true;
        case TEXT, BYTES -> value == TEXT || value == BYTES || value == NUMBER;
        case NUMBER, CLOCK, DAY, TIME, TRUTH -> value == this || value == TEXT;
      };
    }
  }

  private final Kind[] kinds;
  private final BitSet set = new BitSet();

  ParameterSlots(ParameterMetaData parameters) throws SQLException {
    kinds = new Kind[parameters.getParameterCount()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = Kind.of(parameters.getParameterType(i + 1));
    }
  }

  /**
   * What a parameter stands for.
   *
   * @param index from 1
   */
  Kind kind(int index) throws SQLException {
    if (index < 1 || index > kinds.length) {
      throw new SQLException(
          "There is no parameter "
              + index
              + ": the statement has "
              + (kinds.length == 0 ? "none" : kinds.length),
          SqlStates.NO_SUCH_INDEX);
    }
    return kinds[index - 1];
  }

  /** Notes that a parameter gets a value of a kind, or refuses it. */
  void take(int index, Kind value) throws SQLException {
    Kind parameter = kind(index);
    if (!parameter.takes(value)) {
      throw new SQLException(
          "Parameter %d is %s, not %s".formatted(index, parameter.words, value.words),
          SqlStates.INVALID_VALUE);
    }
    set.set(index - 1);
  }

  /** Notes that a parameter is NULL. */
  void takeNull(int index) throws SQLException {
    kind(index);
    set.set(index - 1);
  }

  void clear() {
    set.clear();
  }

  /** Refuses to run a statement of which a parameter has no value. */
  void checkSet() throws SQLException {
    int missing = set.nextClearBit(0);
    if (missing < kinds.length) {
      throw new SQLException(
          "Parameter " + (missing + 1) + " of " + kinds.length + " is not set",
          SqlStates.PARAMETER);
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(kinds) + " set " + set;
  }
}
