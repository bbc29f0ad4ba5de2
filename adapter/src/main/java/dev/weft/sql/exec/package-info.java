/** From a running plan to rows: batches to Java values, parameters, cancellation, statistics. */
@NullMarked
package dev.weft.sql.exec;

import org.jspecify.annotations.NullMarked;
