package dev.weft.operator;

import dev.weft.expression.Expression;
import dev.weft.flow.IpRanges;
import dev.weft.flow.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sources that scan, as SiLK's rwscan finds them. Keys: source address, protocol. Columns:
 * destination address, start in ms, source port x 65536 + destination port, TCP flags, packets,
 * bytes, milliseconds from start to end. Output: the source, its protocol, start and end in ms
 * (whole seconds), flows, packets, bytes, the {@link Model} that found it (1 or 2), and what the
 * model computed: a likelihood, or a probability (DOUBLE).
 *
 * <p>Sources that are not IPv4, and protocols other than ICMP, TCP and UDP are passed over.
 *
 * @param internal addresses that answer; null only for {@link Model#LOGISTIC}
 */
public record Scans(Model model, @Nullable IpRanges internal) implements Finding {
  /** How a source is judged; rwscan's number of a model is its ordinal. */
  public enum Model {
    /** By random walk, and where that does not tell, by logistic regression. */
    BOTH,
    /** Threshold random walk: TCP to addresses that do not answer. */
    RANDOM_WALK,
    /** Logistic regression on the traits of at least 32 flows. */
    LOGISTIC
  }

  static final List<ValueKind> OUTPUT =
      List.of(
          ValueKind.ADDRESS,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.LONG,
          ValueKind.DOUBLE);

  public Scans {
    if (internal == null && model != Model.LOGISTIC) {
      throw new IllegalArgumentException("the random walk needs the internal addresses");
    }
  }

  /** Both ports as one number, as the columns ask. */
  public static Expression ports(Expression source, Expression destination) {
    return new Expression.Arithmetic(
        Expression.ArithmeticOperator.ADD,
        new Expression.Arithmetic(
            Expression.ArithmeticOperator.MULTIPLY, source, new Expression.LongLiteral(1 << 16)),
        destination);
  }

  @Override
  public List<ValueKind> output() {
    return OUTPUT;
  }
}
