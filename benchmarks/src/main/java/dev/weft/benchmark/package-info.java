/** Weft against its peers: the same flows, the same questions, the same machine, in one run. */
@NullMarked
package dev.weft.benchmark;

import org.jspecify.annotations.NullMarked;
