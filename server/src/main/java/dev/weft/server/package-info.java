/**
 * {@code weft serve}: a store for remote JDBC drivers, over HTTP in Avatica's protocol. Start at
 * {@link dev.weft.server.WeftServer}. A request comes in through {@link dev.weft.server.HttpFront},
 * {@link dev.weft.server.Dispatcher} reads it and asks a {@link dev.weft.server.Session}, which
 * works with the embedded driver's JDBC objects.
 *
 * <p>What a client sends are SQL texts, values and names of a fixed list of messages; no property
 * of a session is taken from it. May import {@code dev.weft.jdbc} and {@code dev.weft.error}.
 */
@NullMarked
package dev.weft.server;

import org.jspecify.annotations.NullMarked;
