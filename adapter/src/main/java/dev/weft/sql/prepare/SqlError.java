package dev.weft.sql.prepare;

/**
 * A failed statement, told in one line.
 *
 * @param line of the SQL text, from 1; 0 where the fault has no place in it
 * @param column of that line, from 1; 0 where the fault has no place in it
 * @param sqlState five characters, as the SQL standard and PostgreSQL use them
 */
public record SqlError(String message, int line, int column, String sqlState) {
  /** SQLState of a query that its user stopped. */
  public static final String CANCELLED = "57014";

  /** SQLState of a query that ran into its time limit. */
  public static final String TIMEOUT = "HYT00";

  /** SQLState of a statement that is too long, too deep or too complex. */
  public static final String TOO_COMPLEX = "54001";

  /** The message with its place in the SQL text. */
  public String located() {
    return line == 0 ? message : message + " (line " + line + ", column " + column + ")";
  }
}
