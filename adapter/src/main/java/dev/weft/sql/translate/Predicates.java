package dev.weft.sql.translate;

import dev.weft.expression.Expression;
import dev.weft.expression.Expression.Compare;
import dev.weft.expression.Expression.Comparison;
import dev.weft.expression.Expression.InAddresses;
import dev.weft.expression.Expression.InLongs;
import dev.weft.expression.Expression.Input;
import dev.weft.expression.Expression.IsNull;
import dev.weft.expression.Expression.LongLiteral;
import dev.weft.expression.Expression.Not;
import dev.weft.expression.Expression.TestAddress;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpRanges;
import dev.weft.flow.LongRanges;
import dev.weft.flow.ValueKind;
import dev.weft.predicate.ColumnSets;
import dev.weft.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on flows as {@link Predicate}s: NOT is driven to the leaves, and what a condition says
 * of a computed value is said of the column it is computed from, so that files and blocks can be
 * skipped: {@code FLOOR(stime TO HOUR) = t} becomes a range of {@code stime}.
 */
public final class Predicates {
  private Predicates() {}

  /** The flows for which a condition is true; its inputs are {@code FlowColumn} ordinals. */
  public static Predicate of(Expression condition) {
    return isTrue(condition);
  }

  /** The flows that pass both. */
  public static Predicate and(Predicate a, Predicate b) {
    return all(List.of(a, b));
  }

  private static Predicate all(List<Predicate> operands) {
    List<Predicate> kept = combined(operands, true);
    if (kept.stream().anyMatch(Predicates::isNothing)) {
      return new Predicate.Always(false);
    }
    return kept.isEmpty()
        ? new Predicate.Always(true)
        : kept.size() == 1 ? kept.get(0) : new Predicate.And(kept);
  }

  private static boolean isNothing(Predicate p) {
    return p instanceof Predicate.LongIn x && x.values().isEmpty()
        || p instanceof Predicate.AddressIn y && y.values().isEmpty();
  }

  private static Predicate any(List<Predicate> operands) {
    List<Predicate> kept = combined(operands, false);
    return kept.isEmpty()
        ? new Predicate.Always(false)
        : kept.size() == 1 ? kept.get(0) : new Predicate.Or(kept);
  }

  /** The operands of AND or OR: one set a column, then all else; one alone where it decides. */
  private static List<Predicate> combined(List<Predicate> operands, boolean and) {
    ColumnSets sets = new ColumnSets();
    List<Predicate> others = new ArrayList<>();
    for (Predicate p : operands) {
      if (p instanceof Predicate.Always always) {
        if (always.passes() != and) {
          return List.of(always);
        }
      } else {
        for (Predicate o : parts(p, and)) {
          if (!sets.add(o)) {
            others.add(o);
          }
        }
      }
    }
    List<Predicate> kept = sets.merged(and);
    kept.addAll(others);
    return kept;
  }

  private static List<Predicate> parts(Predicate p, boolean and) {
    if (and && p instanceof Predicate.And x) {
      return x.operands();
    }
    return !and && p instanceof Predicate.Or y ? y.operands() : List.of(p);
  }

  private static Predicate isTrue(Expression e) {
    if (e instanceof LongLiteral literal) {
      return new Predicate.Always(literal.value() != 0);
    }
    if (e instanceof Expression.Null) {
      return new Predicate.Always(false);
    }
    if (e instanceof Expression.And and) {
      return all(and.operands().stream().map(Predicates::isTrue).toList());
    }
    if (e instanceof Expression.Or or) {
      return any(or.operands().stream().map(Predicates::isTrue).toList());
    }
    if (e instanceof Not not) {
      return isFalse(not.operand());
    }
    if (e instanceof InLongs in) {
      return in(in.operand(), in.values());
    }
    if (e instanceof InAddresses in) {
      return in(in.operand(), in.values());
    }
    if (e instanceof TestAddress test && test.operand() instanceof Input input) {
      return new Predicate.AddressMatches(column(input), test.test(), false);
    }
    if (e instanceof IsNull isNull) {
      return isNull(isNull.operand());
    }
    if (e instanceof Compare compare) {
      return compare(compare);
    }
    if (e instanceof Expression.Case) {
      return in(e, LongRanges.of(0, 0).complement());
    }
    return new Predicate.Test(e);
  }

  private static Predicate isFalse(Expression e) {
    if (e instanceof LongLiteral literal) {
      return new Predicate.Always(literal.value() == 0);
    }
    if (e instanceof Expression.Null) {
      return new Predicate.Always(false);
    }
    if (e instanceof Expression.And and) {
      return any(and.operands().stream().map(Predicates::isFalse).toList());
    }
    if (e instanceof Expression.Or or) {
      return all(or.operands().stream().map(Predicates::isFalse).toList());
    }
    if (e instanceof Not not) {
      return isTrue(not.operand());
    }
    if (e instanceof InLongs in) {
      return in(in.operand(), in.values().complement());
    }
    if (e instanceof InAddresses in) {
      return in(in.operand(), in.values().complement());
    }
    if (e instanceof TestAddress test && test.operand() instanceof Input input) {
      return new Predicate.AddressMatches(column(input), test.test(), true);
    }
    if (e instanceof IsNull isNull) {
      return isNotNull(isNull.operand());
    }
    if (e instanceof Compare compare && compare.left().kind() != ValueKind.DOUBLE) {
      return compare(new Compare(opposite(compare.operator()), compare.left(), compare.right()));
    }
    if (e instanceof Expression.Case) {
      return in(e, LongRanges.of(0, 0));
    }
    return new Predicate.Test(new Not(e));
  }

  private static Comparison opposite(Comparison c) {
    return switch (c) {
      case EQUAL -> Comparison.NOT_EQUAL;
      case NOT_EQUAL -> Comparison.EQUAL;
      case LESS -> Comparison.GREATER_OR_EQUAL;
      case LESS_OR_EQUAL -> Comparison.GREATER;
      case GREATER -> Comparison.LESS_OR_EQUAL;
      case GREATER_OR_EQUAL -> Comparison.LESS;
    };
  }

  private static FlowColumn column(Input input) {
    return FlowColumn.of(input.position());
  }

  /** Flows whose value is not NULL and in a set. */
  private static Predicate in(Expression e, LongRanges values) {
    if (values.isEmpty()) {
      return new Predicate.Always(false);
    }
    if (values.isAll() && !e.nullable()) {
      return new Predicate.Always(true);
    }
    if (e instanceof Input input) {
      return new Predicate.LongIn(column(input), values);
    }
    if (e instanceof LongLiteral literal) {
      return new Predicate.Always(values.contains(literal.value()));
    }
    if (e instanceof Expression.Null) {
      return new Predicate.Always(false);
    }
    if (e instanceof Expression.IpVersion version && !values.isAll()) {
      return ipVersion(version, values);
    }
    if (e instanceof Expression.Case choice) {
      Predicate p = inCase(choice, values);
      return p != null ? p : new Predicate.Test(new InLongs(e, values));
    }
    if (isTruth(e)) {
      boolean one = values.contains(1);
      boolean zero = values.contains(0);
      return one && zero
          ? new Predicate.Test(new InLongs(e, values))
          : one ? isTrue(e) : zero ? isFalse(e) : new Predicate.Always(false);
    }
    Preimage.Of of = Preimage.of(e, values);
    return of == null ? new Predicate.Test(new InLongs(e, values)) : in(of.operand(), of.values());
  }

  private static boolean isTruth(Expression e) {
    return e instanceof Expression.And
        || e instanceof Expression.Or
        || e instanceof Not
        || e instanceof IsNull
        || e instanceof InLongs
        || e instanceof InAddresses
        || e instanceof TestAddress
        || e instanceof Compare;
  }

  private static Predicate ipVersion(Expression.IpVersion version, LongRanges values) {
    IpRanges addresses = IpRanges.NONE;
    if (values.contains(4)) {
      addresses = addresses.union(Preimage.IPV4);
    }
    if (values.contains(6)) {
      addresses = addresses.union(Preimage.IPV4.complement());
    }
    return in(version.operand(), addresses);
  }

  /** The branches one by one; null where a condition may be unknown. */
  private static @Nullable Predicate inCase(Expression.Case choice, LongRanges values) {
    List<Predicate> branches = new ArrayList<>();
    List<Predicate> notBefore = new ArrayList<>();
    for (int i = 0; i < choice.conditions().size(); i++) {
      Expression condition = choice.conditions().get(i);
      if (condition.nullable()) {
        return null;
      }
      List<Predicate> branch = new ArrayList<>(notBefore);
      branch.add(isTrue(condition));
      branch.add(in(choice.results().get(i), values));
      branches.add(all(branch));
      notBefore.add(isFalse(condition));
    }
    notBefore.add(in(choice.otherwise(), values));
    branches.add(all(notBefore));
    return any(branches);
  }

  private static Predicate isNull(Expression e) {
    if (!e.nullable()) {
      return new Predicate.Always(false);
    }
    Predicate never = nullIfNot(e, true);
    return never != null ? never : new Predicate.Test(new IsNull(e));
  }

  private static Predicate isNotNull(Expression e) {
    if (!e.nullable()) {
      return new Predicate.Always(true);
    }
    Predicate always = nullIfNot(e, false);
    return always != null ? always : new Predicate.Test(new Not(new IsNull(e)));
  }

  /** For "CASE WHEN c THEN value END" with c and value never NULL. */
  private static @Nullable Predicate nullIfNot(Expression e, boolean whenNull) {
    if (e instanceof Expression.Case choice
        && choice.conditions().size() == 1
        && !choice.conditions().get(0).nullable()
        && !choice.results().get(0).nullable()
        && choice.otherwise() instanceof Expression.Null) {
      Expression condition = choice.conditions().get(0);
      return whenNull ? isFalse(condition) : isTrue(condition);
    }
    return null;
  }

  private static Predicate in(Expression e, IpRanges values) {
    if (values.isEmpty()) {
      return new Predicate.Always(false);
    }
    if (e instanceof Input input) {
      return new Predicate.AddressIn(column(input), values);
    }
    if (e instanceof Expression.AddressLiteral literal) {
      return new Predicate.Always(values.contains(literal.value()));
    }
    if (e instanceof Expression.IpPrefix prefix) {
      return in(prefix.operand(), Preimage.ofPrefix(prefix, values));
    }
    return new Predicate.Test(new InAddresses(e, values));
  }

  private static Predicate compare(Compare compare) {
    LongRanges values = Preimage.ofDouble(compare);
    return values != null && compare.left() instanceof Expression.ToDouble converted
        ? in(converted.operand(), values)
        : new Predicate.Test(compare);
  }
}
