/**
 * The {@code jdbc:weft:} driver: URL, the closed list of properties, metadata, and the one place
 * where a failure becomes a {@link java.sql.SQLException}. Start at {@link
 * dev.weft.jdbc.WeftDriver}.
 *
 * <p>Calcite's own JDBC objects do the work underneath; users hold {@link
 * dev.weft.jdbc.ConnectionFacade facades} of them. May import {@code dev.weft.sql} and everything
 * of {@code storage}.
 */
@NullMarked
package dev.weft.jdbc;

import org.jspecify.annotations.NullMarked;
