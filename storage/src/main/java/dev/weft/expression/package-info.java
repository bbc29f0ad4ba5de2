/**
 * Values computed from the columns of a batch, a vector at a time. {@link
 * dev.weft.expression.Expression} is the language, {@link dev.weft.expression.Evaluator} runs it.
 * May import {@code batch}, {@code flow} and {@code error}.
 */
@NullMarked
package dev.weft.expression;

import org.jspecify.annotations.NullMarked;
