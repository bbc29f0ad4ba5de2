package dev.weft.store;

import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.OpenFlowFile;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.partition.PartitionFile;
import dev.weft.partition.PartitionSummary;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file of flows holds: from the footer of a segment; of SiLK's files, which tell nothing, by
 * reading their times, and sensors and types where these differ in the file.
 *
 * @param rows flows
 * @param minStime earliest start, ms since the epoch; with the other times 0 where there is no flow
 * @param maxStime latest start
 * @param maxEtime latest end
 * @param sensors flows by sensor id
 * @param flowtypes flows by flowtype id
 */
record FlowContents(
    long rows,
    long minStime,
    long maxStime,
    long maxEtime,
    Map<Integer, Long> sensors,
    Map<Integer, Long> flowtypes) {

  static FlowContents of(FlowFile file, WarningSink warnings) throws IOException {
    try (OpenFlowFile open = file.open(warnings)) {
      if (open instanceof PartitionFile segment) {
        PartitionSummary s = segment.footer().summary();
        return new FlowContents(
            s.rows(),
            s.minStime(),
            s.maxStime(),
            s.maxEtime(),
            Map.of(file.sensor(), s.rows()),
            Map.of(file.flowtype(), s.rows()));
      }
      return new Counter(file).count(open);
    }
  }

  private static final class Counter {
    private final FlowFile file;
    private final LongVector vector = new LongVector(Batch.ROWS);
    private final Map<Integer, Long> sensors = new TreeMap<>();
    private final Map<Integer, Long> flowtypes = new TreeMap<>();
    private long rows;
    private long minStime = Long.MAX_VALUE;
    private long maxStime = Long.MIN_VALUE;
    private long maxEtime = Long.MIN_VALUE;

    Counter(FlowFile file) {
      this.file = file;
    }

    FlowContents count(OpenFlowFile open) throws IOException {
      for (int b = 0; b < open.blocks(); b++) {
        try (ChunkReader reader = open.read(b)) {
          for (int n = reader.next(); n > 0; n = reader.next()) {
            add(reader, n);
          }
        }
      }
      return rows == 0
          ? new FlowContents(0, 0, 0, 0, sensors, flowtypes)
          : new FlowContents(rows, minStime, maxStime, maxEtime, sensors, flowtypes);
    }

    private void add(ChunkReader reader, int n) throws IOException {
      reader.read(FlowColumn.STIME, vector);
      for (int i = 0; i < n; i++) {
        minStime = Math.min(minStime, vector.values[i]);
        maxStime = Math.max(maxStime, vector.values[i]);
      }
      reader.read(FlowColumn.ETIME, vector);
      for (int i = 0; i < n; i++) {
        maxEtime = Math.max(maxEtime, vector.values[i]);
      }
      addIds(reader, FlowColumn.SENSOR, file.sensor(), n, sensors);
      addIds(reader, FlowColumn.FLOWTYPE, file.flowtype(), n, flowtypes);
      rows += n;
    }

    /** Counts ids by stretches of equal ones, which are long in practice. */
    private void addIds(
        ChunkReader reader, FlowColumn column, int known, int n, Map<Integer, Long> counts)
        throws IOException {
      if (known >= 0) {
        counts.merge(known, (long) n, Long::sum);
        return;
      }
      reader.read(column, vector);
      int start = 0;
      for (int i = 1; i <= n; i++) {
        if (i == n || vector.values[i] != vector.values[start]) {
          counts.merge((int) vector.values[start], (long) (i - start), Long::sum);
          start = i;
        }
      }
    }
  }
}
