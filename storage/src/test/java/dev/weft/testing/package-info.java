/** Fixtures that tests of every package share: flows in memory, random flows, reference data. */
@NullMarked
package dev.weft.testing;

import org.jspecify.annotations.NullMarked;
