package dev.weft.operator;

import dev.weft.scan.BatchSink;

/**
 * A sink for each worker of a query. Workers are numbered from 0 to threads - 1; a number belongs
 * to one thread at a time, and always gets the sink of the same state.
 */
@FunctionalInterface
interface Sinks {
  BatchSink of(int worker);
}
