/**
 * SiLK's files: flow records into batches, and what else a SiLK site has: silk.conf ({@link
 * dev.weft.silk.SilkConf}), where its data root keeps a file ({@link dev.weft.silk.PathFormat}), IP
 * sets, prefix maps, bags, address wildcards. Knows nothing of stores or SQL. May import {@code
 * batch}, {@code expression} and what they import.
 */
@NullMarked
package dev.weft.silk;

import org.jspecify.annotations.NullMarked;
