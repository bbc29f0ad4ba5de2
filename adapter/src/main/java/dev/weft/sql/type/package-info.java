/**
 * SQL's types and values in Weft's terms: the columns of {@code flows}, the type system, and how a
 * value of each type is held. Imports no other package of the adapter.
 */
@NullMarked
package dev.weft.sql.type;

import org.jspecify.annotations.NullMarked;
