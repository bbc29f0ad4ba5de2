package dev.weft.sql.prepare;

import dev.weft.sql.function.Rounding;
import dev.weft.sql.function.SampleVariance;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.util.SqlOperatorTables;

/**
 * Functions that are no standard, but expected by those who come from PostgreSQL or DuckDB. Named
 * one by one: others of Calcite's libraries read documents or make texts of any length. And those
 * of the standard whose Calcite's form is wrong: the validator takes the first of a name.
 */
final class OtherDatabases {
  static final SqlOperatorTable TABLE =
      SqlOperatorTables.of(
          SampleVariance.VARIANCE,
          SampleVariance.DEVIATION,
          Rounding.ROUND,
          Rounding.TRUNCATE,
          SqlLibraryOperators.GREATEST,
          SqlLibraryOperators.LEAST,
          SqlLibraryOperators.IF,
          SqlLibraryOperators.IFNULL,
          SqlLibraryOperators.NVL,
          SqlLibraryOperators.ILIKE,
          SqlLibraryOperators.NOT_ILIKE,
          SqlLibraryOperators.REGEXP_LIKE,
          SqlLibraryOperators.REGEXP_REPLACE_3,
          SqlLibraryOperators.LENGTH,
          SqlLibraryOperators.LEFT,
          SqlLibraryOperators.RIGHT,
          SqlLibraryOperators.REVERSE,
          SqlLibraryOperators.LTRIM,
          SqlLibraryOperators.RTRIM,
          SqlLibraryOperators.SPLIT_PART,
          SqlLibraryOperators.STRPOS,
          SqlLibraryOperators.STARTS_WITH,
          SqlLibraryOperators.ENDS_WITH,
          SqlLibraryOperators.CONCAT_FUNCTION,
          SqlLibraryOperators.MD5,
          SqlLibraryOperators.SHA256,
          SqlLibraryOperators.POW,
          SqlLibraryOperators.LOG2,
          SqlLibraryOperators.UNIX_SECONDS,
          SqlLibraryOperators.UNIX_MILLIS,
          SqlLibraryOperators.BOOL_AND,
          SqlLibraryOperators.BOOL_OR,
          SqlLibraryOperators.COUNTIF,
          SqlLibraryOperators.MAX_BY,
          SqlLibraryOperators.MIN_BY,
          SqlLibraryOperators.STRING_AGG);

  private OtherDatabases() {}
}
