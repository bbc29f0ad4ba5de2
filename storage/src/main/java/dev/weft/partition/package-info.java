/**
 * The file of one hour, type and sensor. {@link dev.weft.partition.PartitionFormat} is its layout;
 * {@link dev.weft.partition.PartitionWriter} writes it, {@link dev.weft.partition.PartitionFile}
 * reads it, {@link dev.weft.partition.PartitionChecker} verifies every byte of it. May import
 * {@code encoding}, {@code batch}, {@code flow} and {@code error}; knows nothing of directories.
 */
@NullMarked
package dev.weft.partition;

import org.jspecify.annotations.NullMarked;
