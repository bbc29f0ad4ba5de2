package dev.weft.store;

import dev.weft.error.WarningSink;
import dev.weft.partition.FilterShelf;
import dev.weft.partition.PartitionCache;
import dev.weft.store.HourSegments.Segment;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments that count in the folder of an hour, as it was at a moment. Safe for threads. */
final class HourListing {
  static final HourListing NONE = new HourListing(FileTime.fromMillis(0), List.of(), false);

  private final FileTime changed;
  private final List<Segment> segments;
  private final boolean atRest;
  private volatile @Nullable Files files;

  /** The segments with the ids of their names. */
  private record Files(SiteIds ids, List<SegmentFile> all) {}

  /**
   * @param changed the folder's time of change
   * @param segments by name
   * @param atRest false where the folder may have changed since without a later time of change
   */
  HourListing(FileTime changed, List<Segment> segments, boolean atRest) {
    this.changed = changed;
    this.segments = segments;
    this.atRest = atRest;
  }

  /** True where the listing still holds, given the folder's time of change. */
  boolean holds(FileTime changedNow) {
    return atRest && changed.equals(changedNow);
  }

  List<Segment> segments() {
    return segments;
  }

  /**
   * The segments as files of flows.
   *
   * @param hour start of the hour, ms since the epoch
   */
  List<SegmentFile> files(long hour, SiteIds ids, PartitionCache cache, WarningSink sink) {
    Files known = files;
    if (known == null || known.ids() != ids) {
      List<PartitionCache.Handle> handles = new ArrayList<>(segments.size());
      segments.forEach(s -> handles.add(cache.handle(s.file())));
      FilterShelf filters = new FilterShelf(handles);
      List<SegmentFile> all = new ArrayList<>(segments.size());
      for (int i = 0; i < segments.size(); i++) {
        Segment s = segments.get(i);
        int sensor = ids.sensor(s.name(), sink);
        int flowtype = ids.flowtype(s.name(), sink);
        all.add(new SegmentFile(handles.get(i), s.name(), hour, sensor, flowtype, filters, i));
      }
      known = new Files(ids, List.copyOf(all));
      files = known;
    }
    return known.all();
  }
}
