package dev.weft.maintenance;

/**
 * What a compaction did.
 *
 * @param hours hours that were looked at
 * @param flows flows that were written into merged segments, again where it took several steps
 * @param merged segments that do not count any more
 * @param made segments that took their place
 * @param bytesBefore size of the former
 * @param bytesAfter size of the latter
 * @param deleted segments deleted, also of compactions before
 * @param kept segments that do not count but may be read; a later compaction deletes them
 * @param damaged partitions left as they are because of damage
 * @param cancelled true where it was ended early
 */
public record CompactResult(
    long hours,
    long flows,
    long merged,
    long made,
    long bytesBefore,
    long bytesAfter,
    long deleted,
    long kept,
    long damaged,
    boolean cancelled) {}
