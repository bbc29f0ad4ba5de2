/**
 * Flows of any source into the partitions of a Weft store. Start at {@link
 * dev.weft.ingest.Importer}; the way of a flow is {@code SourceOpener} (what kind of file is it), a
 * {@link dev.weft.batch.FlowSource} (bytes to chunks), {@code FlowRun} (chunks to partitions),
 * {@code RowOrder} (by start time), {@code SegmentPool} (segments, below staging), {@code
 * StagedCommit} (segments that count). May import {@code store} and what it imports.
 */
@NullMarked
package dev.weft.ingest;

import org.jspecify.annotations.NullMarked;
