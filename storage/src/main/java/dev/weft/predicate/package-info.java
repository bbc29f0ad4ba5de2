/**
 * Conditions on the columns of flows: what they say of partition keys, zones and address filters
 * before anything is decoded, and of each row after. May import {@code expression}, {@code batch},
 * {@code flow}, {@code error}.
 */
@NullMarked
package dev.weft.predicate;

import org.jspecify.annotations.NullMarked;
