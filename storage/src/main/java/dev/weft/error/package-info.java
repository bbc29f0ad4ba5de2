/**
 * The faults a reader of foreign or damaged bytes can meet. Every message is one line that says
 * what is wrong, where (file, offset), what was expected and what to do. Imports nothing of Weft.
 */
@NullMarked
package dev.weft.error;

import org.jspecify.annotations.NullMarked;
