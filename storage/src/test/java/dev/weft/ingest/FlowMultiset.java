package dev.weft.ingest;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.LongVector;
import dev.weft.batch.OpenFlowFile;
import dev.weft.batch.Vector;
import dev.weft.error.WarningSink;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.Site;
import dev.weft.store.FlowFile;
import dev.weft.store.FlowStore;
import dev.weft.store.KeyBounds;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Flows as lines of text with names for ids, each with how often it stands there. */
public final class FlowMultiset {
  private final Map<String, Integer> lines = new HashMap<>();
  private long flows;

  /** Everything in a store. */
  public static FlowMultiset of(FlowStore store) throws IOException {
    FlowMultiset all = new FlowMultiset();
    for (FlowFile file : store.files(KeyBounds.ALL, WarningSink.NONE)) {
      try (OpenFlowFile open = file.open(WarningSink.NONE)) {
        all.add(open, store.site());
      }
    }
    return all;
  }

  public void add(OpenFlowFile file, Site site) throws IOException {
    for (int b = 0; b < file.blocks(); b++) {
      try (ChunkReader reader = file.read(b)) {
        add(reader, site);
      }
    }
  }

  public void add(ChunkReader reader, Site site) throws IOException {
    Vector[] columns = new Vector[FlowColumn.count()];
    for (FlowColumn c : FlowColumn.values()) {
      columns[c.ordinal()] = Vector.of(c.kind(), Batch.ROWS);
    }
    for (int n = reader.next(); n > 0; n = reader.next()) {
      for (FlowColumn c : FlowColumn.values()) {
        reader.read(c, columns[c.ordinal()]);
      }
      for (int i = 0; i < n; i++) {
        StringBuilder line = new StringBuilder();
        for (FlowColumn c : FlowColumn.values()) {
          line.append(text(c, columns[c.ordinal()], i, site)).append('|');
        }
        lines.merge(line.toString(), 1, Integer::sum);
        flows++;
      }
    }
  }

  private static String text(FlowColumn c, Vector v, int row, Site site) {
    if (v instanceof AddressVector a) {
      return new IpAddress(a.highs[row], a.lows[row]).toString();
    }
    long value = ((LongVector) v).values[row];
    return switch (c) {
      case SENSOR -> site.sensorLabel(value);
      case FLOWTYPE -> site.classLabel(value) + "/" + site.typeLabel(value);
      default -> Long.toString(value);
    };
  }

  public long flows() {
    return flows;
  }

  public Map<String, Integer> lines() {
    return lines;
  }
}
