/**
 * Which files hold flows, in a Weft store or a SiLK data root in place, and what is known of each
 * without reading it all: keys, zones, address filters. May import {@code partition}, {@code silk}
 * and what they import.
 */
@NullMarked
package dev.weft.store;

import org.jspecify.annotations.NullMarked;
