package dev.weft.sql.translate;

import dev.weft.sql.exec.TextMatches;
import dev.weft.sql.function.WeftFunctions;
import dev.weft.sql.type.Addresses;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** The conditions on texts that are written most, evaluated without compiling them first. */
final class TextPatterns {
  private TextPatterns() {}

  /** "text LIKE constant", also negated; null for anything else. */
  static @Nullable Function1<@Nullable Object, @Nullable Object> compile(
      RexNode node, ExpressionTranslator translator) {
    if (!(node instanceof RexCall call)) {
      return null;
    }
    if (call.getKind() == SqlKind.NOT) {
      Function1<@Nullable Object, @Nullable Object> inner =
          compile(call.operands.get(0), translator);
      return inner == null ? null : v -> inner.apply(v) instanceof Boolean b ? !b : null;
    }
    if (call.getKind() != SqlKind.LIKE
        || !call.getOperator().getName().equals("LIKE")
        || !translator.isConstant(call.operands.get(1))
        || call.operands.size() > 2 && !translator.isConstant(call.operands.get(2))) {
      return null;
    }
    boolean ofAddress = isAddressText(call.operands.get(0));
    if (!ofAddress && !(call.operands.get(0) instanceof RexInputRef)) {
      return null;
    }
    Object pattern = translator.constant(call.operands.get(1)).value();
    Object escape =
        call.operands.size() > 2 ? translator.constant(call.operands.get(2)).value() : null;
    if (pattern == null || call.operands.size() > 2 && escape == null) {
      return v -> null;
    }
    String p = pattern.toString();
    return v -> {
      if (v == null) {
        return null;
      }
      String text = v instanceof ByteString bytes ? Addresses.text(bytes) : v.toString();
      return escape == null
          ? TextMatches.like(text, p)
          : TextMatches.like(text, p, escape.toString());
    };
  }

  private static boolean isAddressText(RexNode node) {
    if (node instanceof RexCall call && call.getKind() == SqlKind.CAST) {
      return isAddressText(call.operands.get(0));
    }
    return node instanceof RexCall call
        && call.getOperator() == WeftFunctions.IP_TEXT
        && call.operands.get(0) instanceof RexInputRef;
  }
}
