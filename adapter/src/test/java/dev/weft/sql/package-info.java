@NullMarked
package dev.weft.sql;

import org.jspecify.annotations.NullMarked;
