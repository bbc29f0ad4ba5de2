/**
 * What a flow is: its columns ({@link dev.weft.flow.FlowColumn}, the one list), addresses, flags
 * and the site's names for sensors and types. Imports nothing of Weft but {@code dev.weft.error}.
 */
@NullMarked
package dev.weft.flow;

import org.jspecify.annotations.NullMarked;
