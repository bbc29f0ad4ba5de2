/**
 * The nodes of a plan that run in batches. All have the convention {@link
 * dev.weft.sql.rel.WeftRel#CONVENTION}; {@link dev.weft.sql.rel.WeftToEnumerable} is the seam to
 * what Calcite runs row by row.
 */
@NullMarked
package dev.weft.sql.rel;

import org.jspecify.annotations.NullMarked;
