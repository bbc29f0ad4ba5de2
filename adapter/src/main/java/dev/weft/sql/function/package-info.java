/**
 * The functions of Weft's SQL, one class each, listed in {@link
 * dev.weft.sql.function.WeftFunctions}: signature, evaluation of one row, translation to an {@link
 * dev.weft.expression.Expression}.
 */
@NullMarked
package dev.weft.sql.function;

import org.jspecify.annotations.NullMarked;
