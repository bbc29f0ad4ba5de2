/**
 * Plan to work: which files, which blocks, which columns; reading and filtering them chunk by chunk
 * on several threads, stoppable at every chunk. May import {@code store} and {@code predicate} and
 * what they import.
 */
@NullMarked
package dev.weft.scan;

import org.jspecify.annotations.NullMarked;
