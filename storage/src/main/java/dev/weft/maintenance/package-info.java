/**
 * What a store needs now and then: many small segments merged into one ({@link
 * dev.weft.maintenance.Compactor}), old hours removed ({@link dev.weft.maintenance.Expirer}),
 * damage set aside ({@link dev.weft.maintenance.Repairer}). All of it is safe beside readers,
 * importers and itself, and may be killed at any moment. May import {@code ingest} and what it
 * imports.
 */
@NullMarked
package dev.weft.maintenance;

import org.jspecify.annotations.NullMarked;
