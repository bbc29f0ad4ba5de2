/**
 * Many flows as columns: {@link dev.weft.batch.Vector}s of up to {@link dev.weft.batch.Batch#ROWS}
 * rows, a selection, and the two ways to read flows in bulk. May import {@code flow} and {@code
 * error}.
 */
@NullMarked
package dev.weft.batch;

import org.jspecify.annotations.NullMarked;
