package dev.weft.sql.prepare;

import dev.weft.sql.function.Signature;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.util.TimestampString;

/**
 * Texts compared with timestamps: {@code '2012-11-13'}, {@code '2012-11-13 10:00'}, {@code
 * '2012-11-13T10:00:00.5Z'}. SiLK's form with slashes is refused: its upper ends mean the last
 * millisecond of an hour or day, which no single instant says.
 */
final class WrittenTimes {
  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][ ]HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalStart()
          .appendLiteral('Z')
          .optionalEnd()
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter LITERAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private WrittenTimes() {}

  /**
   * The timestamp that a text writes, in UTC; what is finer than milliseconds is cut off.
   *
   * @throws dev.weft.error.QueryException where it writes none
   */
  static RexNode literal(RexBuilder rexBuilder, String text, SqlNode at) {
    LocalDateTime time;
    try {
      time = LocalDateTime.parse(text.strip(), FORM);
    } catch (DateTimeParseException e) {
      throw Signature.at(
          "'%s' is no timestamp; write 2012-11-13 or 2012-11-13 10:30:00.000, in UTC"
              .formatted(text),
          at);
    }
    int milliseconds = time.getNano() / 1_000_000;
    TimestampString value = new TimestampString(LITERAL.format(time)).withMillis(milliseconds);
    return rexBuilder.makeTimestampLiteral(value, 3);
  }
}
