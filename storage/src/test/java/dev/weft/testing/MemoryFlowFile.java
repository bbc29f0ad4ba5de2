package dev.weft.testing;

import dev.weft.batch.AddressVector;
import dev.weft.batch.ChunkReader;
import dev.weft.batch.KnownFlows;
import dev.weft.batch.LongVector;
import dev.weft.batch.OpenFlowFile;
import dev.weft.batch.Vector;
import dev.weft.batch.Zone;
import dev.weft.error.CorruptFileException;
import dev.weft.error.WarningSink;
import dev.weft.flow.FirstOctets;
import dev.weft.flow.FlowColumn;
import dev.weft.flow.IpAddress;
import dev.weft.flow.LongRanges;
import dev.weft.store.FlowFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A file of a {@link MemoryFlowStore}. */
final class MemoryFlowFile implements FlowFile {
  private final MemoryFlowStore store;
  private final Path path;
  private final FlowRows rows;
  private final long seed;
  private final Map<FlowColumn, Set<IpAddress>> present = new ConcurrentHashMap<>();
  private final Map<Integer, Zone> zones = new ConcurrentHashMap<>();
  private final List<Integer> starts = new ArrayList<>(); // of each block, then the end

  MemoryFlowFile(MemoryFlowStore store, Path path, FlowRows rows, long seed) {
    this.store = store;
    this.path = path;
    this.rows = rows;
    this.seed = seed;
    Random random = new Random(seed);
    int start = 0;
    while (start < rows.size()) {
      starts.add(start);
      int most = store.shape().maxBlockRows();
      start += most == Integer.MAX_VALUE ? rows.size() : 1 + random.nextInt(most);
    }
    starts.add(rows.size());
  }

  FlowRows rows() {
    return rows;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long hour() {
    if (!store.shape().keyed()) {
      return UNKNOWN_HOUR;
    }
    long start = rows.value(FlowColumn.STIME, 0);
    return start - Math.floorMod(start, RandomFlows.HOUR);
  }

  @Override
  public int sensor() {
    return store.shape().keyed() ? (int) rows.value(FlowColumn.SENSOR, 0) : -1;
  }

  @Override
  public int flowtype() {
    return store.shape().keyed() ? (int) rows.value(FlowColumn.FLOWTYPE, 0) : -1;
  }

  @Override
  public long bytes() {
    return rows.size() * 100L;
  }

  private Set<IpAddress> present(FlowColumn side) {
    return present.computeIfAbsent(
        side,
        s -> {
          Set<IpAddress> all = new HashSet<>();
          for (int i = 0; i < rows.size(); i++) {
            all.add(rows.address(s, i));
          }
          return all;
        });
  }

  private Zone computeZone(int block, FlowColumn column) {
    boolean wide =
        store.shape().wideZones() && new Random(seed + block + column.ordinal()).nextBoolean();
    IpAddress min = rows.halves(column, starts.get(block));
    IpAddress max = min;
    for (int i = starts.get(block); i < starts.get(block + 1); i++) {
      IpAddress a = rows.halves(column, i);
      min = compare(column, a, min) < 0 ? a : min;
      max = compare(column, a, max) > 0 ? a : max;
    }
    if (!column.isAddress()) {
      int slack = wide ? 7 : 0;
      return Zone.ofLongs(min.low() - slack, max.low() + slack);
    }
    Zone zone = wide ? new Zone(0, 0, max.high(), -1, null) : Zone.ofAddresses(min, max);
    return zone.allIpv4() ? zone.with(octets(block, column)) : zone;
  }

  /** The first octets of a block's addresses and one that may not be there. */
  private FirstOctets octets(int block, FlowColumn column) {
    FirstOctets octets = FirstOctets.of(block & 0xFF);
    for (int i = starts.get(block); i < starts.get(block + 1); i++) {
      int octet = (int) rows.halves(column, i).low() >>> 24;
      octets = octets.union(FirstOctets.of(octet));
    }
    return octets;
  }

  private static int compare(FlowColumn column, IpAddress a, IpAddress b) {
    return column.isAddress() ? a.compareTo(b) : Long.compare(a.low(), b.low());
  }

  @Override
  public OpenFlowFile open(WarningSink warnings) {
    store.filesOpened.incrementAndGet();
    return new Open();
  }

  /** What the filter says, where it happens to be at hand. */
  @Override
  public boolean mayContain(FlowColumn side, long high, long low) {
    return new Random(seed ^ side.ordinal()).nextBoolean() || filtered(side, high, low);
  }

  private boolean filtered(FlowColumn side, long high, long low) {
    int percent = store.shape().filterPercent();
    if (percent < 0 || side != FlowColumn.SIP && side != FlowColumn.DIP) {
      return true;
    }
    return present(side).contains(new IpAddress(high, low))
        || new Random(seed ^ high ^ low * 31).nextInt(100) < percent;
  }

  @Override
  public IOException gone(NoSuchFileException e) {
    IOException why = store.gone(path);
    return why == null || why instanceof NoSuchFileException ? e : why;
  }

  private final class Open implements OpenFlowFile {
    private boolean closed;

    @Override
    public int blocks() {
      return starts.size() - 1;
    }

    @Override
    public long rows(int block) {
      return store.shape().rowsKnown() ? starts.get(block + 1) - starts.get(block) : -1;
    }

    @Override
    public Zone zone(int block, FlowColumn column) {
      if (!store.shape().zones()) {
        return column.isAddress() ? Zone.ANY_ADDRESS : Zone.ANY_LONG;
      }
      return zones.computeIfAbsent(
          block * FlowColumn.count() + column.ordinal(), k -> computeZone(block, column));
    }

    @Override
    public boolean hasSum(int block, FlowColumn column) {
      return store.shape().sums() && (column == FlowColumn.PACKETS || column == FlowColumn.BYTES);
    }

    @Override
    public long sum(int block, FlowColumn column) {
      long sum = 0;
      for (int i = starts.get(block); i < starts.get(block + 1); i++) {
        sum += rows.value(column, i);
      }
      return sum;
    }

    @Override
    public boolean hasTightZones() {
      return store.shape().zones() && !store.shape().wideZones();
    }

    @Override
    public List<KnownFlows> byProtocol(int block) {
      if (!store.shape().sums()
          || !store.shape().rowsKnown()
          || new Random(seed + block).nextInt(4) == 0) {
        return List.of();
      }
      Set<Long> protocols = new TreeSet<>();
      for (int i = starts.get(block); i < starts.get(block + 1); i++) {
        protocols.add(rows.value(FlowColumn.PROTOCOL, i));
      }
      return protocols.stream().map(p -> (KnownFlows) new OfProtocol(this, block, p)).toList();
    }

    @Override
    public boolean mayContain(FlowColumn side, long high, long low) {
      return filtered(side, high, low);
    }

    @Override
    public ChunkReader read(int block) {
      if (closed) {
        throw new IllegalStateException(path + " is closed");
      }
      store.readersOpened.incrementAndGet();
      return new Reader(starts.get(block), starts.get(block + 1), block == blocks() - 1);
    }

    @Override
    public long bytesRead() {
      return 0;
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException(path + " is closed twice");
      }
      closed = true;
      store.filesClosed.incrementAndGet();
    }
  }

  /** The flows of a protocol in a block, of which nothing is told but what a partition tells. */
  private final class OfProtocol implements KnownFlows {
    private final Open file;
    private final int block;
    private final long protocol;

    OfProtocol(Open file, int block, long protocol) {
      this.file = file;
      this.block = block;
      this.protocol = protocol;
    }

    private LongStream values(FlowColumn column) {
      return IntStream.range(starts.get(block), starts.get(block + 1))
          .filter(i -> rows.value(FlowColumn.PROTOCOL, i) == protocol)
          .mapToLong(i -> rows.value(column, i));
    }

    @Override
    public long rows() {
      return values(FlowColumn.PROTOCOL).count();
    }

    @Override
    public Zone zone(FlowColumn column) {
      return column == FlowColumn.PROTOCOL
          ? Zone.ofLongs(protocol, protocol)
          : file.zone(block, column);
    }

    @Override
    public boolean isTight(FlowColumn column) {
      return column == FlowColumn.PROTOCOL;
    }

    @Override
    public boolean hasSum(FlowColumn column) {
      return file.hasSum(block, column);
    }

    @Override
    public long sum(FlowColumn column) {
      return values(column).sum();
    }
  }

  private final class Reader implements ChunkReader {
    private final Random random = new Random(seed);
    private final int end;
    private final int damagedAt;
    private int start;
    private int size;
    private boolean closed;

    Reader(int start, int end, boolean last) {
      this.start = start;
      this.end = end;
      int after = store.damagedAfter(path);
      this.damagedAt = last && after >= 0 ? Math.min(end, start + after) : Integer.MAX_VALUE;
    }

    @Override
    public int next() throws IOException {
      if (store.gone(path) != null) {
        throw new NoSuchFileException(path.toString());
      }
      start += size;
      size = Math.min(1 + random.nextInt(store.shape().maxChunkRows()), end - start);
      if (start + size > damagedAt) {
        size = damagedAt - start;
      }
      if (start == damagedAt) {
        throw new CorruptFileException(path.toString(), start, "expected a flow, found rubbish");
      }
      store.chunksRead.incrementAndGet();
      return size;
    }

    @Override
    public @Nullable IntToLongFunction ascending(FlowColumn column) {
      if (!store.shape().zones() || column.isAddress()) {
        return null;
      }
      for (int i = start + 1; i < start + size; i++) {
        if (rows.value(column, i) < rows.value(column, i - 1)) {
          return null;
        }
      }
      int first = start;
      return i -> rows.value(column, first + i);
    }

    @Override
    public int match(FlowColumn column, LongRanges values, int[] out) {
      if (!store.shape().zones() || random.nextBoolean()) {
        Arrays.fill(out, 0, size, -1);
        return -1;
      }
      store.columnsRead.add(column);
      int n = 0;
      for (int i = 0; i < size; i++) {
        out[n] = i;
        n += values.contains(rows.value(column, start + i)) ? 1 : 0;
      }
      return n;
    }

    @Override
    public void read(FlowColumn column, Vector target) {
      store.columnsRead.add(column);
      for (int i = 0; i < size; i++) {
        put(column, i, target);
      }
      finish(target, size, null);
    }

    @Override
    public void readSelected(FlowColumn column, int[] selected, int count, Vector target) {
      store.columnsRead.add(column);
      for (int i = 0; i < size; i++) { // what nobody selected is rubbish
        if (target instanceof AddressVector a) {
          a.highs[i] = random.nextLong();
          a.lows[i] = random.nextLong();
        } else {
          ((LongVector) target).values[i] = random.nextLong();
        }
      }
      for (int k = 0; k < count; k++) {
        put(column, selected[k], target);
      }
      finish(target, count, selected);
    }

    private void put(FlowColumn column, int i, Vector target) {
      if (target instanceof AddressVector a) {
        a.highs[i] = rows.high(column, start + i);
        a.lows[i] = rows.low(column, start + i);
      } else {
        ((LongVector) target).values[i] = rows.value(column, start + i);
      }
    }

    private static void finish(Vector target, int count, int @Nullable [] selected) {
      target.clearNulls();
      if (target instanceof AddressVector a) {
        boolean ipv4 = true;
        for (int k = 0; k < count; k++) {
          int i = selected == null ? k : selected[k];
          ipv4 &= IpAddress.isIpv4(a.highs[i], a.lows[i]);
        }
        a.allIpv4(ipv4);
      }
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("reader of " + path + " is closed twice");
      }
      closed = true;
      store.readersClosed.incrementAndGet();
    }
  }
}
