/**
 * What a remote driver and {@code weft serve} say to each other: Avatica's remote protocol, that is
 * Protocol Buffers in HTTP POST bodies, written and read by hand. So no message can name a class to
 * load, every length is checked against the bytes that are there, and rows cost no object a value.
 * Avatica's own clients speak to the server too. Imports nothing of Weft but what an address and a
 * label are.
 *
 * <p>Start at {@link dev.weft.jdbc.wire.Request} and {@link dev.weft.jdbc.wire.Response}; field
 * numbers are those of Avatica's {@code requests.proto}, {@code responses.proto} and {@code
 * common.proto}. Rows for Weft's own driver are packed as columns instead: {@code Packing} has the
 * format.
 */
@NullMarked
package dev.weft.jdbc.wire;

import org.jspecify.annotations.NullMarked;
