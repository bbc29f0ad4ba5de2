package dev.weft.sql.rel;

import dev.weft.error.QueryException;

/** With these values of its parameters a statement has no form in batches. */
public final class UnfitParametersException extends QueryException {
  private static final long serialVersionUID = 1L;

  UnfitParametersException() {
    super("a parameter does not fit the type it was taken for; cast it, as in CAST(? AS DOUBLE)");
  }
}
