package dev.weft.operator;

/**
 * Rows belong to a session while the first of {@link Plan.Numbered#columns} (LONG) lies within a
 * distance of that of the row before, in ascending order. Rows where it is NULL belong to none.
 *
 * @param most greatest distance, not negative
 * @param fromFirst true measures from the first row of the session instead of the one before
 */
public record Sessions(long most, boolean fromFirst) implements Numbering {
  public Sessions {
    if (most < 0) {
      throw new IllegalArgumentException("a distance of " + most + " is negative");
    }
  }
}
