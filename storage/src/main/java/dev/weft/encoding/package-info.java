/**
 * How the values of one column of one block become bytes: one class per {@link
 * dev.weft.encoding.Encoding}, its encoder and decoder side by side and its layout in the Javadoc.
 * {@link dev.weft.encoding.LongEncoder} and {@link dev.weft.encoding.AddressEncoding} choose. A new
 * encoding is a class here, an id in {@code Encoding} and a candidate in {@code LongEncoder}.
 *
 * <p>May import {@code batch}, {@code flow} and {@code error}. Knows nothing of files: checksums
 * and offsets are the business of {@code partition}.
 */
@NullMarked
package dev.weft.encoding;

import org.jspecify.annotations.NullMarked;
