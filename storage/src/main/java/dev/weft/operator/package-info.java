/**
 * Batches to batches: filter, project, aggregate, sort, union. {@link dev.weft.operator.Plan} says
 * what is wanted, {@link dev.weft.operator.QueryRunner} runs it on all cores. May import {@code
 * scan} and what it imports.
 */
@NullMarked
package dev.weft.operator;

import org.jspecify.annotations.NullMarked;
