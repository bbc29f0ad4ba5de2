/**
 * Synthetic traffic of realistic shape, for benchmarks, tests and the demonstration. The same seed
 * gives the same flows. May import {@code batch}, {@code flow} and {@code error}.
 */
@NullMarked
package dev.weft.generate;

import org.jspecify.annotations.NullMarked;
