/**
 * A file system that breaks on purpose, over a real folder. Start at {@link FaultFileSystem}; what
 * goes wrong is told by {@link Faults}, what a power cut leaves by {@link DiskJournal}.
 */
@NullMarked
package dev.weft.faultfs;

import org.jspecify.annotations.NullMarked;
