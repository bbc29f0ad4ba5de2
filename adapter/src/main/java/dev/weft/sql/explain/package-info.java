/**
 * Plans in words: what a scan looks for, which columns it decodes, what runs in batches above it,
 * and what running it touched. Start at {@link dev.weft.sql.explain.PlanWords}.
 */
@NullMarked
package dev.weft.sql.explain;

import org.jspecify.annotations.NullMarked;
