/**
 * The rules that turn operators of a logical plan into vectorised ones, one class each, listed in
 * {@link dev.weft.sql.rule.WeftRules}.
 */
@NullMarked
package dev.weft.sql.rule;

import org.jspecify.annotations.NullMarked;
