package dev.weft.sql.function;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Where a table says when a flow began and ended.
 *
 * @param end position of the last millisecond, or -1 where there is a duration only
 * @param duration position of the length in seconds, or -1
 */
public record SpanColumns(int start, int end, int duration) {
  static final String START = "stime";
  static final String END = "etime";
  static final String DURATION = "duration";

  /** The columns of a table that has them. */
  public static SpanColumns of(RelDataType table) {
    List<String> names = table.getFieldNames();
    return new SpanColumns(names.indexOf(START), names.indexOf(END), names.indexOf(DURATION));
  }
}
