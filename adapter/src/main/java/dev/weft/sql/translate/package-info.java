/**
 * Calcite's row expressions to Weft's {@link dev.weft.expression.Expression}s, and these to {@link
 * dev.weft.predicate.Predicate}s. The only place where a {@code RexNode} is understood. Start at
 * {@link dev.weft.sql.translate.ExpressionTranslator}.
 */
@NullMarked
package dev.weft.sql.translate;

import org.jspecify.annotations.NullMarked;
