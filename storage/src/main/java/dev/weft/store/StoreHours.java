package dev.weft.store;

import dev.weft.error.FileFaults;
import dev.weft.flow.LongRanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The hours of a Weft store, for whoever looks after them one by one. */
public final class StoreHours {
  /**
   * An hour.
   *
   * @param start ms since the epoch
   * @param folder of its segments
   */
  public record Hour(long start, Path folder) {}

  private StoreHours() {}

  /** The hours that have a folder, ascending. */
  public static List<Hour> all(StoreLayout layout) throws IOException {
    return within(layout, LongRanges.ALL);
  }

  /**
   * The hours that have a folder and end before a time or at it, ascending.
   *
   * @param time ms since the epoch
   */
  public static List<Hour> before(StoreLayout layout, long time) throws IOException {
    long limit = Math.floorDiv(time, StoreLayout.HOUR_MILLIS) * StoreLayout.HOUR_MILLIS;
    return within(layout, LongRanges.of(Long.MIN_VALUE, limit - 1));
  }

  private static List<Hour> within(StoreLayout layout, LongRanges times) throws IOException {
    List<Hour> hours = new ArrayList<>();
    HourFolders.visit(
        layout.flows(),
        times,
        (hour, folder) -> {
          if (FileFaults.isFolder(folder)) {
            hours.add(new Hour(hour, folder));
          }
        });
    return hours;
  }
}
