/**
 * {@code weft serve}: a store for remote JDBC drivers, over HTTP in Avatica's protocol. Start at
 * {@link dev.weft.server.WeftServer}. A request comes in through {@link dev.weft.server.HttpFront},
 * {@link dev.weft.server.Dispatcher} reads it and asks a {@link dev.weft.server.Session}, which
 * works with the embedded driver's JDBC objects.
 *
 * <p>Avatica has a server of its own. Here its protocol is spoken by hand ({@code
 * dev.weft.jdbc.wire}) because its service takes connection properties, statement handles and
 * metadata questions from the network and passes them on to a driver: what may come in is then as
 * wide as Avatica, while here it is a list of messages that can be read in one file. Rows go
 * straight from columns into frames of a megabyte, without an object a value or a hundred rows a
 * frame; and the driver needs neither Avatica's HTTP client nor generated messages. Avatica's own
 * client is a test.
 *
 * <p>Clients that are slow hold no thread ({@link dev.weft.server.BodyReader}), those that have
 * gone no query ({@link dev.weft.server.Departures}).
 *
 * <p>What a client sends are SQL texts, values and names of a fixed list of messages; no property
 * of a session is taken from it. May import {@code dev.weft.jdbc} and {@code dev.weft.error}.
 */
@NullMarked
package dev.weft.server;

import org.jspecify.annotations.NullMarked;
