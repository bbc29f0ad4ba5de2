/**
 * What a SQL user sees: the tables of a store, their columns and types. May import {@code rel} (a
 * table becomes a scan) and the storage module.
 */
@NullMarked
package dev.weft.sql.schema;

import org.jspecify.annotations.NullMarked;
