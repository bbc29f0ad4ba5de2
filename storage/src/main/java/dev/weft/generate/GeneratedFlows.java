package dev.weft.generate;

import dev.weft.batch.AddressVector;
import dev.weft.batch.Batch;
import dev.weft.batch.FlowSource;
import dev.weft.batch.LongVector;
import dev.weft.batch.Vector;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.Site;
import java.util.EnumSet;

/** Made-up flows as something to import. For one thread. */
public final class GeneratedFlows implements FlowSource {
  /** What makes the flows. */
  private interface Maker {
    boolean next(Batch batch, int capacity);
  }

  private final Site site;
  private final Maker maker;
  private final Batch batch = Batch.ofFlows(EnumSet.allOf(FlowColumn.class), Batch.ROWS);

  private GeneratedFlows(Site site, Maker maker) {
    this.site = site;
    this.maker = maker;
  }

  /** The flows of a made-up site. */
  public static GeneratedFlows of(TrafficGenerator.Settings settings) {
    return new GeneratedFlows(
        TrafficGenerator.site(settings.sensors()), new TrafficGenerator(settings)::next);
  }

  /** The flows of the demonstration. */
  public static GeneratedFlows ofOfficeStory() {
    return new GeneratedFlows(OfficeStory.site(), new OfficeStory()::next);
  }

  @Override
  public Site site() {
    return site;
  }

  @Override
  public int next() {
    return maker.next(batch, Batch.ROWS) ? batch.size() : 0;
  }

  /** The flows of the current chunk, every column filled; valid until the next one. */
  public Batch chunk() {
    return batch;
  }

  @Override
  public void read(FlowColumn column, Vector target) {
    int rows = batch.size();
    target.clearNulls();
    if (target instanceof AddressVector addresses) {
      AddressVector made = batch.addresses(column);
      System.arraycopy(made.highs, 0, addresses.highs, 0, rows);
      System.arraycopy(made.lows, 0, addresses.lows, 0, rows);
      addresses.allIpv4(made.allIpv4());
    } else {
      System.arraycopy(batch.longs(column).values, 0, ((LongVector) target).values, 0, rows);
    }
  }

  @Override
  public void close() {}
}
