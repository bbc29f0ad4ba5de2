package dev.weft.error;

/** The query was stopped by its user or by its time limit. */
public class QueryCancelledException extends QueryException {
  private static final long serialVersionUID = 1L;

  public QueryCancelledException(String message) {
    super(message);
  }
}
