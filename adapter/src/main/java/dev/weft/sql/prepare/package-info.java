/**
 * SQL text to something that can be executed: parser, validator, planner, plan cache, and errors in
 * a form for the driver. Start at {@link dev.weft.sql.prepare.WeftPrepare}.
 */
@NullMarked
package dev.weft.sql.prepare;

import org.jspecify.annotations.NullMarked;
